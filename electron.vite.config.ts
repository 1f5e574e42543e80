import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

// Optional packages may be absent at run time: never bundle them.
const optional = [
  '@napi-rs/canvas',
  '@tensorflow/tfjs-node',
  '@tensorflow/tfjs-node-gpu',
  'ffmpeg-static',
  'sharp',
  'webgpu',
]

export default defineConfig({
  main: {
    build: {
      externalizeDeps: { include: optional },
      rollupOptions: {
        // Stable names: the desktop forks engine.js, the engine starts worker.js, `bin` runs cli.js.
        input: {
          index: 'src/main/index.ts',
          engine: 'src/main/engineProcess.ts',
          worker: 'src/main/engineWorker.ts',
          cli: 'src/main/hosts/headless/cli.ts',
        },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      isolatedEntries: true,
      rollupOptions: { output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: { plugins: [react()] },
})
