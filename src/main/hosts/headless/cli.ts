/** The command line's entry: `tracksieve COMMAND`. */
import { Command } from 'commander'
import { packageVersion } from '../paths.ts'
import { openWindow } from './open.ts'
import { serve } from './serve.ts'

const program = new Command('tracksieve')
  .description('Tell the tracks that are objects from those that are not.')
  .version(packageVersion())

program
  .command('open')
  .argument('[catalogue]', 'folder NAME.tracksieve')
  .option('--sample', 'open the sample catalogue; it is made where there is none')
  .description('open the window: on the desktop, else in a browser')
  .action((catalogue: string | undefined, options: { sample?: boolean }) =>
    openWindow({ catalogue, ...options }),
  )

program
  .command('serve')
  .argument('[catalogue]', 'folder NAME.tracksieve')
  .option('--port <number>', 'port on 127.0.0.1; 0 = any free one', '0')
  .description('serve the window to a browser on this machine; prints its address')
  .action((catalogue: string | undefined, options: { port: string }) =>
    serve({ catalogue, port: Number(options.port) }),
  )

await program.parseAsync()
