namespace Plimsoll.Policy.Tests.Scanners.Packer;

public class PackerJsonScannerTests
{
    // Images with line and columns.
    public static TheoryData<string, string, string> Templates { get; } = new()
    {
        { "x/packer.json", "{\"builders\": [{\"type\": \"docker\", \"image\": \"ubuntu:24.04\", \"commit\": true}, {\"type\": \"qemu\", \"image\": \"no:1\"}],\n \"post-processors\": [{\"type\": \"docker-tag\", \"repository\": \"no/image\", \"tag\": \"1\"}]}", "ubuntu:24.04@1:44-56" },
        { "x/packer.json", "{\"variables\": {\"tag\": \"24.04\", \"base\": \"debian:12\"},\n \"builders\": [{\"type\": \"docker\", \"image\": \"ubuntu:{{user `tag`}}\"}, {\"type\": \"docker\", \"image\": \"{{ user `base` }}\"}]}", "debian:12@1:41-50 ubuntu:24.04@2:44-65" },
        { "x/packer.json", "{\"variables\": {\"tag\": \"\", \"v\": null, \"e\": \"{{env `TAG`}}\"},\n \"builders\": [{\"type\": \"docker\", \"image\": \"a:{{user `tag`}}\"}, {\"type\": \"docker\", \"image\": \"b:{{user `v`}}\"}, {\"type\": \"docker\", \"image\": \"c:{{user `e`}}\"}, {\"type\": \"docker\", \"image\": \"d:{{isotime}}\"}, {\"type\": \"docker\", \"image\": \"e/{{user `x\"}]}", "a:{{user `tag`}}@2:44-60 b:{{user `v`}}@2:93-107 c:{{user `e`}}@2:140-154 d:{{isotime}}@2:187-200 e/{{user `x@2:233-244" },
        { "x/packer.json", "{\"variables\": {\"a\": \"{{user `b`}}\", \"b\": \"2\"}, \"builders\": [{\"type\": \"docker\", \"image\": \"a:{{user `a`}}\"}, 1, {\"type\": \"docker\"}]}", "a:2@1:90-104" },
        { "x/packer.json", "{\"builders\": {\"type\": \"docker\", \"image\": \"no:1\"}}", "" },
        { "x/packer.json", "{\"builders\": [{\"type\": \"amazon-ebs\", \"source_ami\": \"ami-1\", \"tags\": {\"image\": \"no\", \"docker\": \"\"}}]}", "" },
        { "app.pkr.json", "{\"variable\": {\"v\": {\"default\": \"24.04\"}}, \"source\": {\"docker\": {\"u\": {\"image\": \"ubuntu:${var.v}\"}}, \"qemu\": {\"v\": {\"image\": \"no:1\"}}}}", "ubuntu:24.04@1:81-96" },
    };

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task Images_are_found_at_their_tokens(string file, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(file, text));

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string file, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(file, "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));
}
