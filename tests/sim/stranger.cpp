#include "tests/sim/stranger.h"

#include <string>

#include "core/model/json.h"

namespace waymark::sim {

using nlohmann::json;

namespace {

constexpr const char* device = "0198c0de-0000-7000-8000-00000000dead";

std::string new_id(Dice& dice) {
  char text[37];
  std::snprintf(text, sizeof text, "01990000-%04x-7000-8000-%012llx", static_cast<unsigned>(dice.below(0x10000)),
                static_cast<unsigned long long>(dice.seed() & 0xffffffffffffULL));
  return text;
}

/// Something that must be refused, without harm to its neighbours.
json spoiled(json op, Dice& dice) {
  const Cast& cast = Cast::get();
  switch (dice.below(9)) {
    case 0:
      op["case"] = cast.amiras_case.text;
      break;
    case 1:
      op["create"]["from_name"] = cast.sam.name;
      break;
    case 2:
      op["type"] = "pathway_plan";
      break;
    case 3:
      op["create"]["text"] = 7;
      break;
    case 4:
      op["create"]["text"] = std::string(100'000, 'x');
      break;
    case 5:
      op["create"]["on"] = "2026-02-30";
      break;
    case 6:
      op["create"]["secret"] = true;
      break;
    case 7:
      op.erase("create");
      break;
    default:
      op["create"] = json::array({1, 2, 3});
  }
  return op;
}

}  // namespace

void Stranger::call(Council& council, Dice& dice) {
  const Cast& cast = Cast::get();
  const auto send = [&](const std::string& path, const json& body) {
    return council.handle({.method = "POST", .path = path, .token = token_, .body = json_text(body)}, 1);
  };
  if (token_.empty()) {
    const auto reply = send("/v1/pair", {{"code", council.link(cast.ben.id)}, {"device", device}});
    token_ = json::parse(reply.body)["token"].get<std::string>();
  }
  json ops = json::array();
  for (std::int64_t i = 0, count = dice.between(1, 5); i < count; ++i) {
    const json words{{"kind", "note"},
                     {"text", "stranger " + std::to_string(++said_) + "."},
                     {"from", "young_person"},
                     {"from_name", cast.ben.name},
                     {"on", "2026-11-22"}};
    const json op{{"op", new_id(dice)},  {"n", ++n_}, {"case", cast.bens_case.text},
                  {"doc", new_id(dice)}, {"at", 1},   {"type", "message"},
                  {"create", words}};
    ops.push_back(i % 2 == 1 ? spoiled(op, dice) : op);
  }
  const auto reply = send("/v1/sync", {{"device", device}, {"cursor", ""}, {"ops", ops}});
  if (reply.status != 200) return council.scandals.push_back("one bad operation stops the others: " + reply.body);
  const json results = json::parse(reply.body)["results"];
  for (std::size_t i = 0; i < ops.size(); ++i) {
    const bool is_refused = results.at(i)["status"] == "rejected";
    if (is_refused != (i % 2 == 1)) council.scandals.push_back("not what a stranger should hear: " + results[i].dump());
  }
}

}  // namespace waymark::sim
