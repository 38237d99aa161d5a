# Runs every notebook, prints the board and builds the site: docker build -t recount . && docker run --rm recount
# To keep the site: docker run --name board recount && docker cp board:/recount/.recount/site site
FROM node:22-bookworm-slim
WORKDIR /recount
RUN chown node:node /recount
USER node
COPY --chown=node:node . .
RUN npm ci --no-audit --no-fund && node src/bin.mjs --prepare
CMD ["npm", "start"]
