// A gRPC server of this machine alone, on a free port.
"use strict";
const grpc = require("@grpc/grpc-js");

const UNLIMITED = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };
const ports = new WeakMap();

async function serve(service, implementation) {
  const server = new grpc.Server(UNLIMITED);
  server.addService(service, implementation);
  const port = await new Promise((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound))),
  );
  ports.set(server, port);
  return server;
}

const portOf = (server) => ports.get(server);

module.exports = { portOf, serve, UNLIMITED };
