<?cs # The two halves of the frame, for layout.cs alone. Only macros: this file is parsed once per language. ?>
<?cs def:frame_title() ?><?cs if:faulty ?><?cs var:T.common.error_prefix ?> <?cs /if ?><?cs if:title ?><?cs var:title ?><?cs
  elif:error_status ?><?cs var:T.error_page[error_status].title ?><?cs else ?><?cs var:T.page[page].title ?><?cs /if ?> - <?cs var:T.common.suite ?><?cs /def ?>

<?cs def:frame_head() ?>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="theme-color" content="#0b4f4a">
<meta name="format-detection" content="telephone=no">
<?cs each:m = meta ?><meta name="<?cs var:m.name ?>" content="<?cs var:m.content ?>">
<?cs /each ?>
<title><?cs call:frame_title() ?></title>
<link rel="stylesheet" href="/static/qiao.css?v=<?cs var:static.css ?>">
<link rel="icon" type="image/svg+xml" href="/static/mark.svg">
<?cs if:public ?><?cs each:l = langs ?><link rel="alternate" hreflang="<?cs var:l.tag ?>" href="<?cs var:url_validate(here) ?>lang=<?cs var:l.code ?>">
<?cs /each ?><?cs /if ?>
<script src="/static/app.js?v=<?cs var:static.js ?>" defer></script>
<?cs /def ?>

<?cs def:frame_langs() ?>
<details class="menu menu-langs"<?cs if:choose ?> open<?cs /if ?>>
<summary><span class="hide"><?cs var:T.common.language ?>: </span><?cs var:lang_name ?></summary>
<ul>
<?cs each:l = langs ?>
<li><a lang="<?cs var:l.tag ?>" hreflang="<?cs var:l.tag ?>" href="<?cs var:url_validate(here) ?>lang=<?cs var:l.code ?>"<?cs
  if:l.current ?> aria-current="true"<?cs /if ?>><?cs var:l.name ?></a></li>
<?cs /each ?>
</ul>
</details>
<?cs /def ?>

<?cs def:frame_account() ?>
<?cs if:who.id ?>
<details class="menu menu-who">
<summary><span class="hide"><?cs var:T.common.account ?>: </span><bdi><?cs var:who.name ?></bdi></summary>
<ul>
<?cs if:who.org ?><li class="menu-note"><bdi><?cs var:who.org ?></bdi></li><?cs /if ?>
<?cs if:who.hats ?><li><a href="/login/hat"><?cs var:T.common.hat ?></a></li><?cs /if ?>
<?cs each:n = own ?><li><a href="<?cs var:url_validate(n.href) ?>"><?cs var:n.label ?></a></li>
<?cs /each ?><li><form method="post" action="/login/out"><input type="hidden" name="token" value="<?cs var:out_token ?>"><button type="submit"><?cs var:T.common.sign_out ?></button></form></li>
</ul>
</details>
<?cs elif:page != "login" ?>
<a class="menu-in" href="/login/"><?cs var:T.common.sign_in ?></a>
<?cs /if ?>
<?cs /def ?>

<?cs def:frame_nav() ?>
<?cs if:?nav.0.href ?>
<nav class="nav" aria-label="<?cs var:T.common.nav ?>"><ul class="wide">
<?cs each:n = nav ?>
<li><a href="<?cs var:url_validate(n.href) ?>"<?cs if:n.current ?> aria-current="<?cs if:#n.current == #1 ?>page<?cs else ?>true<?cs /if ?>"<?cs /if ?>><?cs var:n.label ?></a></li>
<?cs /each ?>
</ul></nav>
<?cs /if ?>
<?cs /def ?>

<?cs def:frame_banner() ?>
<?cs if:banner.text ?>
<div class="banner banner-<?cs var:banner.kind ?>" role="<?cs if:banner.kind == "bad" ?>alert<?cs else ?>status<?cs /if ?>"><p><?cs var:banner.text ?></p></div>
<?cs /if ?>
<?cs /def ?>

<?cs # Who acts for somebody sees it on every page, and the way out. ?>
<?cs def:frame_acting() ?>
<?cs if:acting.name ?>
<aside class="acting" aria-label="<?cs var:T.common.trust ?>"><div class="wide"><p><?cs if:acting.looking ?><?cs var:T.common.acting_look ?><?cs else ?><?cs var:T.common.acting ?><?cs /if ?>
<strong><bdi><?cs var:acting.name ?></bdi></strong> &middot; <?cs var:T.common.acting_until ?> <?cs var:acting.until ?><?cs
  if:#acting.here == #0 ?> &middot; <?cs var:T.common.acting_own ?><?cs /if ?></p>
<form method="post" action="/trust/end_acting"><input type="hidden" name="token" value="<?cs var:acting.token ?>"><button type="submit" class="button button-2"><?cs var:T.common.acting_end ?></button></form></div></aside>
<?cs /if ?>
<?cs /def ?>

<?cs def:frame_top() ?><!doctype html>
<html lang="<?cs var:lang ?>"<?cs if:large ?> data-view="large"<?cs /if ?>>
<head><?cs call:frame_head() ?></head>
<body>
<a class="skip" href="#main"><?cs var:T.common.skip ?></a>
<header class="top">
<?cs if:demo ?><p class="demo"><?cs var:T.common.demo ?> <a href="/login/sink"><?cs var:T.common.demo_sink ?></a></p><?cs /if ?>
<div class="wide">
<a class="mark" href="/"><img src="/static/mark.svg" alt="" width="40" height="40"><span><?cs var:T.common.suite ?></span></a>
<?cs if:site ?><span class="site"><?cs var:site ?></span><?cs /if ?>
<div class="tools"><?cs call:frame_langs() ?><?cs call:frame_account() ?></div>
</div></header>
<div class="band" aria-hidden="true"></div>
<?cs call:frame_nav() ?>
<?cs call:frame_acting() ?>
<main id="main" class="wide" tabindex="-1">
<?cs call:frame_banner() ?>
<?cs /def ?>

<?cs def:frame_bottom() ?>
</main>
<footer class="foot"><div class="wide">
<ul>
<li><a href="/help"><?cs var:T.common.help ?></a></li>
<li><a href="/privacy/"><?cs var:T.common.privacy ?></a></li>
<li><a href="/access"><?cs var:T.common.access ?></a></li>
<li><a href="/languages"><?cs var:T.common.languages ?></a></li>
<li><a href="<?cs var:url_validate(here) ?>view=<?cs if:large ?>normal<?cs else ?>large<?cs /if ?>"><?cs
  if:large ?><?cs var:T.common.normal_type ?><?cs else ?><?cs var:T.common.large_type ?><?cs /if ?></a></li>
</ul>
<p><?cs var:T.common.owner ?></p>
<?cs if:T.draft ?><p><?cs var:T.common.draft_note ?></p><?cs /if ?>
</div></footer>
</body>
</html>
<?cs /def ?>
