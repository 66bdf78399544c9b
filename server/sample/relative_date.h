// Dates of sample people, told from the day of loading, so that a sample is as fresh in a year as today.
//
//   resolve_date("@-18y-20d", today);     // "2008-11-02" on 2026-11-22
//
// "@today", or '@' and up to three signed parts applied from left to right: d days, m calendar months (31 January + 1
// month is the last day of February), y twelve months. Anything else is no such date.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "core/model/date.h"

namespace waymark::server {

std::optional<Date> resolve_date(std::string_view text, Date today);

/// Replaces every whole string under `json` that is such a date by its calendar date.
void resolve_dates(nlohmann::json& json, Date today);

}  // namespace waymark::server
