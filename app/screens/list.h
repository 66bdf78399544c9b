// Every screen of the app, one line each. A screen `today` is app/screens/today.cpp, which defines make_today().
// Adding one: its file, its line here, its snapshot test, its line in docs/screens.md.
#pragma once

#define WAYMARK_SCREENS(SCREEN) \
  SCREEN(today)                 \
  SCREEN(plan)                  \
  SCREEN(heading)               \
  SCREEN(agreed)                \
  SCREEN(messages)              \
  SCREEN(offer)                 \
  SCREEN(offer_item)            \
  SCREEN(promises)              \
  SCREEN(promise)               \
  SCREEN(people)                \
  SCREEN(me)                    \
  SCREEN(caseload)              \
  SCREEN(young_person)
