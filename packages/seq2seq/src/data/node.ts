// What needs Node: files and the network. Everything else in this folder runs in a browser too.
export {};
