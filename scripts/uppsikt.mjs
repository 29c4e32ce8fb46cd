#!/usr/bin/env node
/** `uppsikt <word> …` from anywhere: the same as `npm run uppsikt -- <word> …` in the project's folder. */
process.env['INIT_CWD'] ??= process.cwd()
process.argv.splice(2, 0, 'src/cli/uppsikt.ts')
await import('./bootstrap.mjs')
