# What JupyterLab's server is told for this workspace; `recount lab` starts it with `--config` and this file.
import os
from pathlib import Path
from urllib.parse import unquote

from jupyter_server.base.handlers import AuthenticatedFileHandler

site = Path(os.environ['RECOUNT_SITE'])


class ProjectFiles(AuthenticatedFileHandler):
    """Files by their path, as Jupyter hands them out. Jupyter shuts every page into a sandbox, in which the site's
    own style and links would be refused; a page of the site may load what is its own, and reach nothing else."""

    @property
    def content_security_policy(self):
        asked = unquote(self.request.path).partition('/files/')[2]
        if Path(self.contents_manager.root_dir, asked).resolve().is_relative_to(site):
            return (
                "default-src 'self' 'unsafe-inline' data: blob:; connect-src 'none'; frame-src 'none'; "
                "form-action 'none'; frame-ancestors 'none'"
            )
        return super().content_security_policy


c = get_config()  # noqa: F821 (the loader of this file defines it)
c.ContentsManager.files_handler_class = ProjectFiles
c.ContentsManager.allow_hidden = True  # checks link to the site
c.ServerApp.extra_static_paths = [os.environ['RECOUNT_PLOTLY']]  # the extension asks for Plotly
c.ServerApp.log_level = 'WARN'
c.KernelSpecManager.allowed_kernelspecs = {'tslab'}
c.KernelSpecManager.ensure_native_kernel = False
c.MultiKernelManager.default_kernel_name = 'tslab'
