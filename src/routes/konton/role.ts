import type { Role } from '#access/roles.ts'

/** What was chosen in the form; the command's shape refuses anything that is not a role. */
export function roleOf(text: string): Role {
  // Checked by the shape of the command, which answers "choose one".
  return text as Role
}
