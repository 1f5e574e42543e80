/** Checks what the engine answers against the contract; oRPC's client does not by itself. */
import { ResponseValidationPlugin } from '@orpc/contract/plugins'
import type { ClientContext } from '@orpc/client'
import { contract } from '../../shared/contract/index.ts'

export const answersChecked = (): ResponseValidationPlugin<ClientContext> =>
  new ResponseValidationPlugin(contract)
