# One image for every service; which one runs is the command. Without a command: the whole product in one process.
FROM node:22-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY apps/web/package.json apps/web/
RUN npm ci
COPY tsconfig.json tsconfig.build.json nest-cli.json ./
COPY scripts scripts
COPY libs libs
COPY seeds seeds
COPY apps apps
RUN node scripts/build.mjs

FROM node:22-slim
ENV NODE_ENV=production DATA_DIR=/data
WORKDIR /app
COPY package.json package-lock.json ./
COPY apps/web/package.json apps/web/
RUN npm ci --omit=dev && npm cache clean --force && mkdir /data /anchors && chown node:node /data /anchors
COPY --from=build /app/dist dist
COPY deploy/health.mjs deploy/health.mjs
USER node
VOLUME /data /anchors
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["node", "deploy/health.mjs"]
CMD ["node", "dist/apps/all-in-one/src/main.js"]
