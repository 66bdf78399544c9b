// What a phone has when everything is there: the sample people and the councils of assets/, as the client shows them.
//
//   client::State jade = sample_state(Role::young_person, "Jade Carter");
//   client::State sam = sample_state(Role::adviser, "Sam Okoro");
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "core/client/client.h"

namespace waymark::test {

/// The day on which all samples are looked at: a Sunday.
inline constexpr Date sample_today{2026, 11, 22};

/// assets/people/sample.json, its dates counted from sample_today.
nlohmann::json sample_people();

/// The pack of a council as an endpoint publishes it: its own files and the national one put together.
std::string council_pack(std::string_view council);

/// assets/strings/LANGUAGE.po as the site serves it.
std::string sample_catalog(const std::string& language);

/// Everything synced at 10:00, with signal. The person must be in assets/people/sample.json.
client::State sample_state(Role role, std::string_view name);

}  // namespace waymark::test
