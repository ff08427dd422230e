export { createNodeHost, type NodeHostOptions } from './host';
export { pickedFromPath, saveToPath } from './file-access';
export { readBundle, writeBundle, type Bundle } from './bundle';
export { newKeyPair, publicKeyFromPem, publicKeyPem, signerOf, verifySignature, type KeyPair } from './ed25519';
export { PRODUCTION_KDF, type KdfParameters } from './passphrase';
export { localTime } from './time';
export { hashHex, newHasher } from './crypto';
export type { FileAccess, PickedFile } from '../../contract/files';
