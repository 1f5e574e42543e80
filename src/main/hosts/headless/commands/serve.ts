/** `tracksieve serve`: the window for a browser on this machine, until it is stopped. */
import { whole } from '../commandLine/arguments.ts'
import { acting, command } from '../commandLine/command.ts'
import { serve as serveWindow } from '../serve.ts'

export const serve = command('serve', 'serve the window to a browser on this machine; prints its address')
  .argument('[catalogue]', 'folder NAME.tracksieve')
  .option('--port <number>', 'port on 127.0.0.1; 0 = any free one', whole(0, 65_535), 0)
  .action(
    acting(async (output, catalogue: string | undefined, { port }: { port: number }) => {
      await serveWindow({ catalogue, port, onReady: ({ url }) => output.result({ url }, url) })
    }),
  )
