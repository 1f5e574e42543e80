/**
 * Key to paint in Review: the built window, served on loopback, in a real Chromium, on the real engine.
 *
 *   node_modules/.bin/node bench/keyToPaint.ts [CLIPS]     (npm run build first; TRACKSIEVE_OUT names another build)
 *
 * `paint`: from the key event until the frame in which its effect stands was handed to the compositor.
 * `picture`: until the canvas shows the pixels and boxes of what was asked for.
 */
import path from 'node:path'
import type { Page } from 'playwright'
import { openApp } from '../tests/support/app.ts'
import { temporaryFolder } from '../tests/support/catalogue.ts'
import { commandLine } from '../tests/support/cli.ts'
import { openView, trackOpen } from '../tests/support/reviewPage.ts'

interface Sample {
  paint: number
  picture: number
}

const clips = Number(process.argv[2] ?? 5000)
const presses = 120

/** Runs in the page: marks each key press and when its effect was painted and drawn. */
function watchKeys(): void {
  const samples: { paint: number; picture: number }[] = []
  Object.assign(window, { samples })
  const drawn = (): string => {
    const canvas = document.querySelector<HTMLElement>('.rv-frame canvas')
    return `${canvas?.dataset.track}:${canvas?.dataset.frame}`
  }
  addEventListener(
    'keydown',
    (event) => {
      const before = drawn()
      const began = event.timeStamp
      performance.mark('key', { startTime: began })
      const sample = { paint: 0, picture: 0 }
      samples.push(sample)
      const afterPaint = (then: () => void): void => {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = then
          port2.postMessage(0)
        })
      }
      afterPaint(() => {
        performance.measure('paint', { start: began, end: performance.now() })
        sample.paint = performance.now() - began
        const look = (): void => {
          if (drawn() !== before || performance.now() - began > 2000)
            sample.picture = performance.now() - began
          else afterPaint(look)
        }
        look()
      })
    },
    { capture: true },
  )
}

async function press(page: Page, keys: readonly string[], count: number): Promise<Sample[]> {
  await page.evaluate(() => {
    ;(window as unknown as { samples: Sample[] }).samples.length = 0
  })
  for (let i = 0; i < count; i += 1) {
    await page.keyboard.press(keys[i % keys.length]!)
    // As fast as a practised person: four a second.
    await page.waitForTimeout(250)
  }
  return page.evaluate(() => [...(window as unknown as { samples: Sample[] }).samples])
}

const at = (values: number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

const home = temporaryFolder()
const cli = commandLine()
const catalogue = cli.path('bench.tracksieve')
try {
  const made = await cli.run('generate', catalogue, '--preset', 'quick', '--count', clips)
  if (made.code !== 0) throw new Error(made.stderr)
  const app = await openApp('chromium', { home: home.folder, catalogue })
  const { page } = app
  await page.addInitScript(watchKeys)
  await page.reload()
  await openView(page, 'Review')
  await trackOpen(page, 1)
  const total = await page.locator('.rv-position b').innerText()
  await press(page, ['j'], 10)
  const rows = [
    { what: 'verdict and next (1 2 3)', target: 50, samples: await press(page, ['1', '2', '3'], presses) },
    { what: 'next track (J)', target: 50, samples: await press(page, ['j'], presses) },
    {
      what: 'frame on (→ ←), cached',
      target: 33,
      samples: await press(page, ['ArrowRight', 'ArrowLeft'], presses),
    },
  ]
  console.log(
    `Review at ${total.replace(/^\S+ of /, '')} tracks, ${path.basename(process.execPath)} ${process.version}, Chromium\n`,
  )
  console.table(
    rows.map(({ what, target, samples }) => {
      const paints = samples.map(({ paint }) => paint)
      const pictures = samples.map(({ picture }) => picture)
      return {
        key: what,
        presses: samples.length,
        'paint p50 ms': Number(at(paints, 0.5).toFixed(1)),
        'paint p95 ms': Number(at(paints, 0.95).toFixed(1)),
        'picture p50 ms': Number(at(pictures, 0.5).toFixed(1)),
        'picture p95 ms': Number(at(pictures, 0.95).toFixed(1)),
        'target p95 ms': target,
        'of target': Number((at(paints, 0.95) / target).toFixed(2)),
      }
    }),
  )
  await app.close()
} finally {
  cli.remove()
  home.remove()
}
