namespace Plimsoll.Policy.Tests.Scanners.Render;

public class RenderScannerTests
{
    public static TheoryData<string, string> Places { get; } = new()
    {
        { "services:\n- type: web\n  name: image\n  runtime: image\n  image:\n    url: docker.io/library/nginx:1.27.3   # why\n    creds: {fromRegistryCreds: {name: x:1}}\n- type: worker\n  name: x\n  runtime: docker\n  dockerfilePath: ./Dockerfile\n- {type: cron, name: y, image: {url: 'r.io/a'}, schedule: '* * * * *'}\n", "docker.io/library/nginx:1.27.3@6:10-40 r.io/a@12:39-45" },
        { "projects:\n- name: shop\n  environments:\n  - name: prod\n    services: [{type: pserv, name: z, runtime: image, image: {url: \"b:2\"}}]\n", "b:2@5:69-72" },
        { "previews: {generation: off}\nservices:\n- type: web\n  name: api\n  runtime: node\n  envVars: [{key: IMAGE, value: no:1}]\n- {type: redis, name: image, ipAllowList: []}\n", "" },
        { "services: [{type: LoadBalancer, image: {url: no:1}}]\n", "" },
        { "services: {web: {type: web, image: {url: no:1}}}\n", "" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("render.yaml", text));

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("blueprint.yml", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));
}
