// Names that a document gives to its writer must be the writer's own: nobody signs for somebody else.
// (That `message.from` is the author's role is declared in the schema and checked by sync::merge.)
#pragma once

#include <optional>
#include <string_view>

#include "core/sync/merge.h"

namespace waymark::server {

/// The first name in `op` that is not its author's, or words that would stand under the name of somebody else, with its
/// pointer into the operation. `type` and `document` are those of the document before it.
std::optional<Problem> check_authorship(const sync::Op& op, std::string_view type, const sync::Json& document,
                                        const sync::Author& author);

}  // namespace waymark::server
