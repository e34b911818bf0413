/**
 * Tells electron-builder that the application folder is complete: dependencies are inside the bundles, so there is
 * nothing to install, rebuild or collect.
 *
 * @returns {Promise<boolean>}
 */
module.exports = async () => false;
