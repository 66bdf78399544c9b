// What an adviser settles with a young person: the day of a review or a visit, and that one was held or the plan
// agreed. The young person sees it after the next sync.
#pragma once

#include <optional>
#include <string>

#include "app/screens/screen.h"
#include "app/screens/versions.h"

namespace waymark::screens {

class MeetingSheets {
 public:
  /// Two buttons. Setting a day is the filled one when the young person waits for it.
  void buttons(Scene& scene, Screen& screen);
  void draw(Scene& scene, Screen& screen);

 private:
  enum class Happened : std::uint8_t { review, visit, agreement };

  void choose(const Scene& scene, AppointmentKind kind);
  void draw_setting(Scene& scene, Screen& screen);
  void place_fields(Scene& scene);
  void set_day(Scene& scene, Screen& screen);
  void call_off(Scene& scene, Screen& screen);
  void draw_happened(Scene& scene, Screen& screen);
  void write_down(Scene& scene, Screen& screen);

  DocId meeting_;  // that has a day already; empty: a new one
  Appointment value_;
  std::optional<Date> on_;
  Happened happened_ = Happened::review;
  VersionSheet versions_;
  bool complained_ = false;  // it was tried: the sheet says what is missing
};

}  // namespace waymark::screens
