namespace Plimsoll.Policy.Tests.Scanners.Serverless;

public class ServerlessScannerTests
{
    public static TheoryData<string, string> Places { get; } = new()
    {
        { "service: x\nprovider:\n  name: aws\n  ecr:\n    images:\n      base: {uri: 1.dkr.ecr.eu-west-1.amazonaws.com/base:1}\n      text: 1.dkr.ecr.eu-west-1.amazonaws.com/text\n      own:\n        path: ./own\n        buildArgs: {BASE_IMAGE: 'node:20', PORT: 'a:1'}\nfunctions:\n  a: {image: base}\n  b: {image: 1.dkr.ecr.eu-west-1.amazonaws.com/b:2}   # why\n  c: {image: {uri: '1.dkr.ecr.eu-west-1.amazonaws.com/c@sha256:x', command: [image]}}\n  d: {image: {name: own}}\n  e: {handler: image.handler}\n", "1.dkr.ecr.eu-west-1.amazonaws.com/base:1@6:19-59 1.dkr.ecr.eu-west-1.amazonaws.com/text@7:13-51 node:20@10:34-41 1.dkr.ecr.eu-west-1.amazonaws.com/b:2@13:14-51 1.dkr.ecr.eu-west-1.amazonaws.com/c@sha256:x@14:21-65" },
        { "service: x\ncustom: {tag: 1.2.3, whole: '1.dkr.ecr.eu-west-1.amazonaws.com/w:1', nested: '${self:custom.tag}'}\nparams: {default: {p: '7'}, prod: {p: '8'}}\nprovider: {name: aws}\nfunctions:\n  a: {image: '1.dkr.ecr.eu-west-1.amazonaws.com/a:${self:custom.tag}'}\n  b: {image: '${self:custom.whole}'}\n  c: {image: \"1.dkr.ecr.eu-west-1.amazonaws.com/c:${env:TAG, 'latest'}\"}\n  d: {image: '1.dkr.ecr.eu-west-1.amazonaws.com/d:${opt:tag, self:custom.nested}'}\n  e: {image: '${env:ALL}'}\n  f: {image: '${aws:accountId}.dkr.ecr.r.amazonaws.com/f:${param:p}'}\n  g: {image: \"${env:ALL, '1.dkr.ecr.eu-west-1.amazonaws.com/g:3'}\"}\n  h: {image: '1.dkr.ecr.eu-west-1.amazonaws.com/h:${self:custom.${opt:stage}.tag}'}\n", "1.dkr.ecr.eu-west-1.amazonaws.com/w:1@2:30-67 1.dkr.ecr.eu-west-1.amazonaws.com/a:1.2.3@6:15-69 1.dkr.ecr.eu-west-1.amazonaws.com/c:latest@8:15-71 1.dkr.ecr.eu-west-1.amazonaws.com/d:1.2.3@9:15-81 ${env:ALL}@10:15-25 ${aws:accountId}.dkr.ecr.r.amazonaws.com/f:${param:p}@11:15-68 1.dkr.ecr.eu-west-1.amazonaws.com/g:3@12:27-64 1.dkr.ecr.eu-west-1.amazonaws.com/h:${self:custom.${opt:stage}.tag}@13:15-82" },
        { "service: x\nprovider: {name: aws}\nfunctions: {a: {handler: a.b}}\nresources:\n- Resources:\n    Task:\n      Type: AWS::ECS::TaskDefinition\n      Properties: {ContainerDefinitions: [{Image: 'a:1'}]}\n- Outputs: {Image: {Value: no:1}}\n", "a:1@8:52-55" },
        { "service: x\nprovider: {name: aws, ecr: {images: {own: {path: .}}}}\nfunctions: {a: {image: own}, b: '${file(image.yml)}', c: {image: typo}}\n", "" },
        { "provider: {image: no:1}\nfunctions: [image]\n", "" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("serverless.yml", text));

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("service.yaml", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Fact]
    public async Task A_variable_that_leads_to_itself_is_unknown() =>
        Assert.Equal("unresolved@4:25-43", await Deployment.FindingsAsync("serverless.yml", "service: x\ncustom: {a: '${self:custom.b}', b: '${self:custom.a}'}\nprovider: {name: aws}\nfunctions: {x: {image: 'a:${self:custom.a}'}}\n"));
}
