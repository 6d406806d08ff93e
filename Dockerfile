# The production image: `patx start` on Node 24 and Debian trixie, whose glibc the WebSocket
# package's Node 24 binary needs. State lives in the volume /data and nowhere else.

FROM node:24-trixie-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages packages
RUN npm ci
COPY . .
RUN npm run build && npm run binaries:check && npm prune --omit=dev
# Keep the one WebSocket binary this image can load, and see that both native packages load.
RUN find node_modules/uWebSockets.js -name '*.node' \
      ! -name "uws_linux_$(node -p 'process.arch + "_" + process.versions.modules').node" -delete \
  && node -e "Promise.all([import('uWebSockets.js'), import('lmdb')])"

FROM node:24-trixie-slim
# A container's own loopback is nobody's; whoever runs it publishes the ports to the addresses that may reach them.
ENV NODE_ENV=production PATX_GATEWAY_HOST=0.0.0.0 PATX_HTTP_HOST=0.0.0.0 PATX_API_HOST=0.0.0.0 PATX_INSECURE=true
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
RUN install -d -o node -g node /data
USER node
VOLUME /data
# The gateway, the status pages and the HTTP API.
EXPOSE 9460 9464 9466
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:9464/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/src/cli/main.js"]
CMD ["start", "--data", "/data"]
