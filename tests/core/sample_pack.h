// A council pack that core/model accepts, as small as it can be.
#pragma once

#include <string>

namespace waymark {

/// `offer_title` tells packs apart.
std::string sample_pack(const std::string& offer_title = "A bus pass");

}  // namespace waymark
