<?cs # The frame of every page. A page defines the macro page_body and then includes this file.
  Read from the data set: page or title or error_status (heading in the browser), faulty, large, here (this address,
  ready for one more parameter), choose (no language fitted: the menu stands open), public, meta.N {name, content},
  who.{id, name, org}, out_token, nav.N and own.N {href, label, current}, banner.{kind, text}, demo, site, request_id. ?>
<?cs include:"common/frame.cs" ?>
<?cs call:frame_top() ?>
<?cs call:page_body() ?>
<?cs call:frame_bottom() ?>
