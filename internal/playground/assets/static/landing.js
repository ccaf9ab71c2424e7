// Makes the landing page live: the shop's own words, a strip of its products, buttons that copy.
import { copy, el } from './dom.js';
import { ask } from './shared.js';

const endpoint = document.body.dataset.endpoint;

// Where the server could not tell its address, the browser can.
for (const node of document.querySelectorAll('[data-origin]')) {
  if (!document.body.dataset.base) {
    node.textContent = node.textContent.replaceAll('http://localhost:8080', location.origin).replaceAll('localhost:8080', location.host);
  }
}

for (const button of document.querySelectorAll('button[data-copy]')) {
  button.addEventListener('click', () => copy(document.getElementById(button.dataset.copy).innerText.trim(), button));
}

function price({ amount, currencyCode }) {
  try {
    return new Intl.NumberFormat(undefined, { style: 'currency', currency: currencyCode }).format(amount);
  } catch {
    return `${amount} ${currencyCode}`; // a code that is none of ISO 4217
  }
}

async function showShop() {
  const { json } = await ask(endpoint, { query: '{ shop { name brand { slogan shortDescription } } }' });
  const shop = json.data?.shop;
  if (!shop) return;
  document.title = `${shop.name} · Cartwright`;
  document.getElementById('shop').textContent = shop.name;
  const words = shop.brand?.shortDescription || shop.brand?.slogan;
  if (words) {
    const slogan = document.getElementById('slogan');
    slogan.textContent = words;
    slogan.hidden = false;
  }
}

const bestSellers = `query BestSellers {
  products(first: 8, sortKey: BEST_SELLING) {
    nodes {
      title
      handle
      featuredImage {
        url(transform: { maxWidth: 300, maxHeight: 300, crop: CENTER })
        altText
      }
      priceRange {
        minVariantPrice {
          amount
          currencyCode
        }
      }
    }
  }
}
`;

// A query that a click on a product opens in the playground.
const productQuery = `query Product($handle: String!) {
  product(handle: $handle) {
    title
    description
    options {
      name
      optionValues {
        name
      }
    }
    variants(first: 10) {
      nodes {
        title
        availableForSale
        price {
          amount
          currencyCode
        }
      }
    }
  }
}
`;

const playground = (query, variables) =>
  `/playground?${new URLSearchParams({ query, ...(variables && { variables: JSON.stringify(variables, null, 2) }) })}`;

async function showProducts() {
  const strip = document.getElementById('products');
  const { json } = await ask(endpoint, { query: bestSellers });
  const products = json.data?.products?.nodes ?? [];
  if (!products.length) {
    strip.replaceChildren(el('p.quiet', {}, 'The shop has no products yet. "cartwright seed" fills it with a demonstration, "cartwright import" reads a product file.'));
    return;
  }
  strip.replaceChildren(...products.map((p) => el('a.product', { href: playground(productQuery, { handle: p.handle }) },
    el('div.picture', {}, p.featuredImage ? el('img', { src: p.featuredImage.url, alt: p.featuredImage.altText ?? '' }) : ''),
    el('span.title', {}, p.title),
    el('span.price', {}, price(p.priceRange.minVariantPrice)))));
  document.getElementById('query-link').href = playground(bestSellers);
}

await Promise.all([
  showShop().catch(() => {}), // the name that the server was started with stays
  showProducts().catch((e) => document.getElementById('products').replaceChildren(el('p.warn', {}, `The products could not be read: ${e.message}`))),
]);
document.body.setAttribute('data-ready', '');
