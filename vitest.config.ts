import { availableParallelism } from 'node:os'
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [react()],
  test: {
    // Tests wait for children and disks much of their time: no core is left to the runner alone.
    maxWorkers: availableParallelism(),
    env: {
      // What the library says of itself would hide what failed.
      TF_CPP_MIN_LOG_LEVEL: '2',
      // Tests start the product from its source some hundred times: a start takes half as long.
      NODE_COMPILE_CACHE: path.join(import.meta.dirname, 'node_modules/.cache/compiled'),
    },
    // As long as a busy machine may need.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      { extends: true, test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'] } },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['scripts/provideElectron.mjs'],
          // Each file has a display of its own, so that no window takes another's focus.
          setupFiles: ['tests/support/xvfb.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
