namespace Plimsoll.Policy.Tests.Scanners.Jsonnet;

public class JsonnetScannerTests
{
    public static TheoryData<string, string> Programs { get; } = new()
    {
        { "{ spec: { containers: [{ name: 'no:1', image: 'nginx:1.25' }, { image: \"redis\" }] } }\n", "nginx:1.25@1:48-58 redis@1:73-78" },
        { "{ image: 'x/y:1', 'image': 'x/y:2', image:: 'x/y:3', image+: 'x/y:4', image::: @'x/y:5' }\n", "x/y:1@1:11-16 x/y:2@1:29-34 x/y:3@1:46-51 x/y:4@1:63-68 x/y:5@1:82-87" },
        { "local image = 'a:1', tag = '2';\nlocal repo = 'ghcr.io/acme';\n{ a: { image: image }, b: { image: 'b:' + tag }, c: { image: repo + '/c:' + tag } }\n", "a:1@1:16-19 b:2@3:36-46 ghcr.io/acme/c:2@3:62-80" },
        { "{ a: { image: 'a:' + $._config.tag }, b: { image: 'b:%s' % tag }, c: { image: '%(repo)s/c:%(tag)s' % $._config }, d: { image: std.format('d:%s', [tag]) } }\n", "'a:' + $._config.tag@1:15-35 b:%s@1:52-56 %(repo)s/c:%(tag)s@1:80-98 d:%s@1:139-143" },
        { "local k = import 'k.libsonnet';\nlocal container = k.core.v1.container;\n{\n  _images+:: { app: 'app', side: \"side:1\", built: $._config.x, both: 'x/' + name, },\n  app: container.new('no:1', 'c:1') + container.withImage('d:1'),\n  other: container.new('x', $._images.app),\n  init: k.core.v1.container.new(name='x', image='e:1'),\n}\n", "app@4:22-25 side:1@4:35-41 'x/' + name@4:70-81 c:1@5:31-34 d:1@5:60-63 e:1@7:50-53" },
        { "{ image: if $._config.dev then 'a:1' else 'b:2', x: { image: if p then q else f('no:1') } }\n", "a:1@1:33-36 b:2@1:44-47" },
    };

    public static TheoryData<string> Others { get; } =
    [
        "// image: 'no:1'\n# image: 'no:1'\n/* image: 'no:1' */\n{ text: \"image: 'no:1'\", block: |||\n  image: 'no:1'\n|||, verbatim: @\"image: \"\"no:1\"\"\" }\n",
        "local f(image) = { image: image };\n{ image: $._images.x, other: self.image, name: 'no:1', image: 'word', logo: { image: 'logo.png' }, size: { image: 3 } }\n",
        "{ images: { a: 'no:1' }, _images: f('no:1'), x: service.new('a', 'no:1') }\n",
        "{ image: ",
        "{ _images+:: { a: 'x",
        "container.new(",
    ];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Images_are_found_at_their_tokens(string program, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("main.jsonnet", program));

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string program, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("lib/x.libsonnet", "\uFEFF" + program.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Others))]
    public async Task What_only_looks_similar_has_no_images(string program) =>
        Assert.Equal("", await Deployment.ImagesAsync("main.jsonnet", program));
}
