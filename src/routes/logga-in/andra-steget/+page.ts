/** Only a script can ask the device for a passkey. */
export const csr = true
