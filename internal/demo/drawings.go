package demo

import "sync"

// drawings says how each product is drawn, by handle.
var drawings = sync.OnceValue(func() map[string]drawing {
	all := map[string]drawing{}
	for _, d := range []map[string]drawing{wearDrawings(), bagDrawings(), campDrawings(), kitchenDrawings(), larderDrawings(), roomDrawings(), comfortDrawings(), deskDrawings(), gardenDrawings()} {
		for handle, v := range d {
			all[handle] = v
		}
	}
	return all
})

// specials are pictures of a product that show something else than it in a colour.
var specials = sync.OnceValue(func() map[string]func(*canvas, colour) {
	return map[string]func(*canvas, colour){"weirside-espresso/beans": drawBeans}
})
