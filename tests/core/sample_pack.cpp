#include "tests/core/sample_pack.h"

#include <nlohmann/json.hpp>

#include "core/model/json.h"

namespace waymark {

std::string sample_pack(const std::string& offer_title) {
  const nlohmann::json source{{"title", "The council"}, {"checked_on", "2026-11-01"}, {"sample", true}};
  const auto line = [&](const char* id, const char* kind, const char* phone) {
    return nlohmann::json{
        {"id", id},       {"kind", kind},    {"name", id}, {"phone", phone}, {"hours", "Day and night"},
        {"note", "Call"}, {"source", source}};
  };
  const nlohmann::json pack{
      {"id", "southampton"},
      {"name", "Southampton City Council"},
      {"place", "Southampton"},
      {"vocabulary",
       {{"care_leaver", "care leaver"},
        {"care_leavers", "care leavers"},
        {"team", "Pathways Through Care"},
        {"adviser", "personal adviser"},
        {"council_voice", "SVU"}}},
      {"priorities", nlohmann::json::array({{{"id", "safe"}, {"title", "Safe"}, {"summary", "Be safe."}}})},
      {"pledges", nlohmann::json::array()},
      {"offer", nlohmann::json::array({{{"id", "bus-pass"},
                                        {"area", "education"},
                                        {"title", offer_title},
                                        {"summary", "Travel for nothing."},
                                        {"basis", "extra"},
                                        {"who", "Care leavers"},
                                        {"travels", "ask"},
                                        {"how", "Ask us."},
                                        {"if_no", "Ask again."},
                                        {"source", source}}})},
      {"lines",
       {line("emergency", "emergency", "999"), line("night", "out_of_hours", "023 8000 0000"),
        line("day", "duty", "023 8000 0001")}}};
  return json_text(pack);
}

}  // namespace waymark
