<?cs # The page of every failure: error_status says which, error_text stands instead of its text where that has a hole;
  the request id can be read out on the phone. ?>
<?cs def:page_body() ?>
<h1><?cs var:T.error_page[error_status].title ?></h1>
<p class="lead"><?cs if:error_text ?><?cs var:error_text ?><?cs else ?><?cs var:T.error_page[error_status].text ?><?cs /if ?></p>
<p><a href="/"><?cs var:T.common.home ?></a></p>
<p class="request"><?cs var:T.common.request_id ?>: <code><?cs var:request_id ?></code></p>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
