import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

/**
 * `unit` holds everything that needs no page and is quick; `proofs` tries every operation as somebody who should learn
 * nothing; `journeys` drives the built server in a browser.
 */
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [svelte()],
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['test/journeys/**', 'test/proofs/**'],
          globalSetup: ['test/support/global.ts'],
          maxWorkers: 2,
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'proofs',
          include: ['test/proofs/**/*.test.ts'],
          globalSetup: ['test/support/global.ts'],
          maxWorkers: 2,
          testTimeout: 240_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          globalSetup: ['test/support/global.ts'],
          maxWorkers: 1,
          testTimeout: 240_000,
          // The first file loads the demo for all; on a machine that does much at once that takes minutes.
          hookTimeout: 600_000,
        },
      },
    ],
  },
})
