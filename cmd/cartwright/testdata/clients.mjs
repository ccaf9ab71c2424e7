// Runs stock clients, unmodified, against the server named by the first argument, and prints what they saw as JSON.
// They are found in the node_modules of the directory named by the second.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [domain, home] = process.argv.slice(2);
const require = createRequire(join(home, 'clients.cjs'));
const seen = {};

const { createStorefrontApiClient } = require('@shopify/storefront-api-client');
const api = createStorefrontApiClient({ storeDomain: domain, apiVersion: '2026-04', publicAccessToken: 'any' });
const answer = await api.request('{ shop { name } missing: product(handle: "nothing") { id } }');
seen.apiClient = { shop: answer.data.shop.name, missing: answer.data.missing, errors: answer.errors ?? null };

const unoptimized = require('shopify-buy/index.unoptimized.umd.js');
const buy = (unoptimized.default ?? unoptimized).buildClient({ domain, storefrontAccessToken: 'any' });
const products = await buy.product.fetchAll(3);
const next = await buy.fetchNextPage(products);
const tee = await buy.product.fetchByHandle('harbour-tee');
const again = await buy.product.fetch(tee.id);
const collections = await buy.collection.fetchAllWithProducts({ first: 20, productsFirst: 20 });
const small = buy.image.helpers.imageForSize(tee.images[0], { maxWidth: 50, maxHeight: 50 });
const picture = await fetch(small);
seen.buySDK = {
  shop: (await buy.shop.fetchInfo()).name,
  page: products.map((p) => p.title),
  next: next.model.map((p) => p.title),
  variants: tee.variants.length,
  price: tee.variants[0].price.amount,
  same: again.title === tee.title,
  query: (await buy.product.fetchQuery({ first: 2, query: 'title:h*', sortKey: 'TITLE' })).map((p) => p.title),
  collections: collections.length,
  recommendations: (await buy.product.fetchRecommendations(tee.id)).length,
  picture: `${picture.status} ${picture.headers.get('content-type')}`,
};

// A cart through the buy SDK, which calls it a checkout.
const variant = tee.variants[0].id;
let checkout = await buy.checkout.create({ lineItems: [{ variantId: variant, quantity: 2 }], note: 'by the door' });
checkout = await buy.checkout.addLineItems(checkout.id, [{ variantId: tee.variants[1].id, quantity: 1 }]);
checkout = await buy.checkout.addDiscount(checkout.id, 'WELCOME10');
checkout = await buy.checkout.updateEmail(checkout.id, 'buyer@example.com');
checkout = await buy.checkout.updateShippingAddress(checkout.id, {
  address1: '1 Quay Street', city: 'Galway', country: 'Ireland', firstName: 'A', lastName: 'B', zip: 'H91 XY12', province: 'Galway',
});
checkout = await buy.checkout.updateLineItems(checkout.id, [{ id: checkout.lineItems[1].id, quantity: 3 }]);
const fetched = await buy.checkout.fetch(checkout.id);
const emptied = await buy.checkout.removeLineItems(checkout.id, checkout.lineItems.map((l) => l.id));
seen.buySDKCart = {
  lines: fetched.lineItems.map((l) => [l.title, l.quantity, l.discountAllocations.map((d) => d.allocatedAmount.amount)]),
  discounts: fetched.discountApplications.map((d) => [d.code, d.applicable, d.value.percentage]),
  email: fetched.email,
  city: fetched.shippingAddress.city,
  paymentDue: fetched.paymentDue.amount,
  total: fetched.totalPrice.amount,
  note: fetched.note,
  emptied: emptied.lineItems.length,
  errors: emptied.userErrors,
};

// The same through the cart handler of the Hydrogen framework.
const { createStorefrontClient, createCartHandler } = await import(pathToFileURL(join(home, 'node_modules/@shopify/hydrogen/dist/production/index.js')));
const { storefront } = createStorefrontClient({
  storeDomain: `https://${domain}`, publicStorefrontToken: 'any', storefrontApiVersion: '2026-04', i18n: { country: 'IE', language: 'EN' },
});
let cartId;
const fragments = readFileSync(join(home, 'package/dist/assets/hydrogen/starter/app/lib/fragments.ts'), 'utf8');
const cartQueryFragment = fragments.match(/CART_QUERY_FRAGMENT = `#graphql([^`]*)`/)[1]; // the skeleton storefront's
const cart = createCartHandler({ storefront, getCartId: () => cartId, setCartId: () => new Headers(), cartQueryFragment });
const errors = [];
async function act(name, ...args) {
  const { cart: after, ...rest } = await cart[name](...args);
  for (const e of [...(rest.userErrors ?? []), ...(rest.errors ?? [])]) errors.push(`${name}: ${e.message}`);
  cartId = after?.id ?? cartId;
  return after;
}
await act('create', { lines: [{ merchandiseId: variant, quantity: 1 }] });
await act('addLines', [{ merchandiseId: tee.variants[1].id, quantity: 2, attributes: [{ key: 'gift', value: 'yes' }] }]);
let now = await cart.get();
await act('updateLines', [{ id: now.lines.nodes[0].id, quantity: 2 }]);
await act('updateDiscountCodes', ['FREESHIP', 'nothing']);
await act('updateGiftCardCodes', ['FERN-WEIR-DEMO-2500']);
await act('updateNote', 'leave it with the neighbour');
await act('updateAttributes', [{ key: 'source', value: 'hydrogen' }]);
await act('updateBuyerIdentity', { email: 'buyer@example.com', countryCode: 'IE' });
await act('addDeliveryAddresses', [{ selected: true, address: { deliveryAddress: { address1: '1 Quay Street', city: 'Galway', countryCode: 'IE' } } }]);
await act('setMetafields', [{ key: 'custom.gift', type: 'boolean', value: 'true' }]);
await act('deleteMetafield', 'custom.gift');
now = await cart.get();
await act('removeLines', [now.lines.nodes[1].id]);
now = await cart.get();
seen.hydrogenCart = {
  errors,
  lines: now.lines.nodes.map((l) => [l.merchandise.product.title, l.quantity]),
  codes: now.discountCodes.map((c) => [c.code, c.applicable]),
  email: now.buyerIdentity.email,
  note: now.note,
  total: now.cost.totalAmount.amount,
};

const { auditServer } = require('graphql-http');
const audits = await auditServer({ url: `https://${domain}/graphql` });
seen.audits = { all: audits.length, failed: audits.filter((a) => a.status !== 'ok').map((a) => `${a.name}: ${a.reason}`) };

console.log(JSON.stringify(seen));
