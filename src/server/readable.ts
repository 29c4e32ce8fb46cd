const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/**
 * What is answered 400 before anything else looks at it. An address with a percent sign that stands for no letter
 * (`/%ff`) is thrown out of the built handler where nobody catches it, and one such request ended the whole process.
 */
export function isReadable({
  method = '',
  url = '',
}: {
  method?: string | undefined
  url?: string | undefined
}): boolean {
  return methods.has(method) && isDecodable(url.split('?', 1)[0] ?? '')
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}
