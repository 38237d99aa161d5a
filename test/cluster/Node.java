import java.util.concurrent.CountDownLatch;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/** One node of the cluster, which runs until its process is ended: java Node.java FOLDER NAME HTTP TRANSPORT SEEDS NAMES */
class Node {
    public static void main(String[] args) throws Exception {
        String folder = args[0], name = args[1], http = args[2], transport = args[3], seeds = args[4], names = args[5];
        var runner = new OpenSearchRunner();
        runner.onBuild((number, settings) -> {
            settings.put("node.name", name);
            settings.put("network.host", "127.0.0.1");
            settings.put("http.port", http);
            settings.put("transport.port", transport);
            // one node would otherwise be a cluster of its own
            settings.put("discovery.type", "zen");
            settings.putList("discovery.seed_hosts", seeds.split(","));
            settings.putList("cluster.initial_cluster_manager_nodes", names.split(","));
            // a disk that others fill is no reason to stop taking documents here
            settings.put("cluster.routing.allocation.disk.threshold_enabled", false);
        }).build(OpenSearchRunner.newConfigs().clusterName("recount-test").basePath(folder).numOfNode(1).disableESLogger());
        new CountDownLatch(1).await();
    }
}
