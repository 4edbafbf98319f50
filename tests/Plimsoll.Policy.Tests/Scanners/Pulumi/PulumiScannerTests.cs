namespace Plimsoll.Policy.Tests.Scanners.Pulumi;

public class PulumiScannerTests
{
    public static TheoryData<string, string> Programs { get; } = new()
    {
        { "resources:\n  a:\n    type: docker:RemoteImage\n    properties:\n      name: nginx:1.25\n      keepLocally: true\n  b:\n    type: docker:Container\n    properties: {name: web, image: '${a.imageId}'}\n", "nginx:1.25@6:13-23" },
        { "resources:\n  a:\n    type: docker:Container\n    properties: {name: no:1, image: nginx}\n  b:\n    type: docker:Image\n    properties: {imageName: no:1, build: {context: .}}\n  c: {type: 'docker:Container', properties: {image: '${b.imageName}'}}\n", "nginx@5:37-42" },
        { "config:\n  image: {type: string, default: 'a:1'}\n  tag: {value: 2}\n  free: {type: string}\nvariables: {repo: 'ghcr.io/acme'}\nresources:\n  a:\n    type: kubernetes:apps/v1:Deployment\n    properties:\n      metadata: {name: no}\n      spec:\n        template:\n          spec:\n            containers:\n            - {name: a, image: '${image}'}\n            - {name: b, image: '${repo}/b:${tag}'}\n            initContainers: [{image: 'c:${free}'}, {image: \"d:${pulumi.stack}\"}]\n", "a:1@3:35-38 ghcr.io/acme/b:2@17:33-49 c:${free}@18:39-48 d:${pulumi.stack}@18:61-78" },
        { "resources:\n  a:\n    type: awsx:ecs:FargateService\n    properties:\n      taskDefinitionArgs:\n        container: {name: x, image: 'a:1', cpu: 128}\n        containers: {y: {image: b}}\n  l:\n    type: aws:lambda:Function\n    properties: {packageType: Image, imageUri: '1.dkr.ecr.eu-west-1.amazonaws.com/f:2'}\n  r: {type: 'gcp:cloudrunv2:Service', properties: {template: {containers: [{image: 'gcr.io/x/y'}]}}}\n  z: {type: 'azure-native:app:ContainerApp', properties: {template: {containers: [{image: 'z.azurecr.io/z:3'}]}}}\n", "a:1@7:38-41 b@8:33-34 1.dkr.ecr.eu-west-1.amazonaws.com/f:2@11:49-86 gcr.io/x/y@12:85-95 z.azurecr.io/z:3@13:92-108" },
        { "components:\n  web:\n    inputs: {tag: {type: string, default: '1'}}\n    resources:\n      a: {type: 'docker:Container', properties: {image: 'a:${tag}'}}\n", "a:1@6:58-66" },
    };

    // None of it is an image of a container.
    public static TheoryData<string> Others { get; } =
    [
        "runtime: yaml\nresources:\n  a: {type: 'digitalocean:Droplet', properties: {image: ubuntu-22-04-x64}}\n  b: {type: 'gcp:compute:Instance', properties: {bootDisk: {initializeParams: {image: debian-cloud/debian-11}}}}\n  c: {type: 'docker:RegistryImage', properties: {name: 'no:1'}}\n",
        "runtime: nodejs\nname: x\nresources: {a: {type: 'docker:Container', properties: {image: no}}}\n",
        "runtime: yaml\nresources: {a: {type: 'docker:Container', properties: [image, 'no:1']}, b: [], c: {properties: {image: x}}}\noutputs: {image: '${a.name}'}\n",
    ];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Images_are_found_at_their_tokens(string program, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("Pulumi.yaml", "runtime: yaml\n" + program));

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string program, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("infra/x.yaml", "\uFEFF" + ("runtime: {name: yaml}\n" + program).Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Others))]
    public async Task What_only_looks_similar_has_no_images(string program) =>
        Assert.Equal("", await Deployment.ImagesAsync("Pulumi.yaml", program));
}
