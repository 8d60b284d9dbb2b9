<?cs # Organisations the reader oversees. ?>
<?cs include:"common/list.cs" ?>
<?cs def:page_body() ?>
<p><a href="/org/"><?cs var:T.page.org.title ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<?cs if:?filters.0.href ?><nav aria-label="<?cs var:T.org.column.kind ?>"><ul class="filters"><?cs each:x = filters ?><li><a href="<?cs var:url_validate(x.href) ?>"<?cs if:x.current ?> aria-current="page"<?cs /if ?>><?cs var:x.text ?></a></li>
<?cs /each ?></ul></nav><?cs /if ?>
<?cs call:list(all) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
