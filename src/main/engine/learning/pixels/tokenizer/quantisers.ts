/** The quantiser that a recipe asks for. */
import type { QuantiserKind } from '../../../../../shared/contract/tokenizers.ts'
import { FiniteScalars } from './finiteScalars.ts'
import type { Quantiser } from './quantiser.ts'
import { VectorBooks } from './vectorBooks.ts'

export const quantiserOf = (kind: QuantiserKind): Quantiser =>
  kind === 'fsq' ? new FiniteScalars() : new VectorBooks()
