/** What every answer to the window carries, the same under the desktop's own scheme and on loopback. */

const contentSecurityPolicy = [
  "default-src 'none'",
  // WebAssembly needs its own word; nothing else may be compiled from text.
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

export const mediaHeaders = {
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
}

/** With the opener and embedder policies the page is cross-origin isolated: shared memory, threads of WebAssembly. */
export const pageHeaders = {
  ...mediaHeaders,
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'referrer-policy': 'no-referrer',
}
