namespace Plimsoll.Policy.Tests.Scanners.CloudFormation;

public class CloudFormationScannerTests
{
    private const string Head = "Resources:\n  T:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      ContainerDefinitions:\n";

    // Images with line and columns.
    public static TheoryData<string, string> Templates { get; } = new()
    {
        { Head + "      - Name: Image\n        Image: a:1\n      - Image: 'b:2' # why\n", "a:1@7:16-19 b:2@8:17-20" },
        { Head + "      - Image: !Sub \"a:${Tag}\"\nParameters:\n  Tag: {Type: String, Default: '1.2'}\n", "a:1.2@6:22-30" },
        { Head + "      - Image: !Sub a:${ Tag }\nParameters:\n  Tag: {Type: String}\n", "a:${ Tag }@6:21-31" },
        { Head + "      - Image: !Sub '${AWS::AccountId}.dkr.ecr.x.amazonaws.com/a:${!X}latest'\n", "${AWS::AccountId}.dkr.ecr.x.amazonaws.com/a:${!X}latest@6:22-77" },
        { Head + "      - Image: !Ref Image\nParameters:\n  Image: {Type: String, Default: 'a:1'}\n", "a:1@8:35-38" },
        { Head + "      - Image: {Ref: Image}\nParameters:\n  Image:\n    Default: a:1\n", "a:1@9:14-17" },
        { Head + "      - Image: !Ref Image\nParameters:\n  Image: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /a/b}\n", "Image@6:21-26" },
        { Head + "      - Image: !Ref Other\n", "Other@6:21-26" },
        { Head + "      - Image: !Sub ['a:${T}${U}', {T: !Ref P, U: -x}]\nParameters: {P: {Default: 1}}\n", "a:1-x@6:23-33" },
        { Head + "      - Image: !Join [':', [a, !Ref P]]\nParameters: {P: {Default: 1}}\n", "a:1@6:29-38" },
        { Head + "      - Image:\n          Fn::Join: ['', ['a:', {Ref: P}]]\nParameters: {P: {Default: '1'}}\n", "a:1@7:28-40" },
        { Head + "      - Image: !If [C, 'a:1', !Sub 'b:${P}']\nParameters: {P: {Default: 2}}\n", "a:1@6:25-28 b:2@6:37-43" },
        { Head + "      - !If [C, {Image: a:1}, !Ref AWS::NoValue]\n", "a:1@6:25-28" },
        { Head + "      - Image: !If [C, a:1, !Ref 'AWS::NoValue']\n", "a:1@6:24-27" },
        { Head + "      - Image: !FindInMap [M, !Ref X, image]\n", "M@6:28-29" },
        { Head + "      - Image: !GetAtt Repository.Uri\n", "Repository.Uri@6:24-38" },
        { Head + "      - Image: a:${Tag}\nParameters: {Tag: {Default: 1}}\n", "a:${Tag}@6:16-24" },
        { Head + "      - Image: !!str a:1\n      - Image: ! b:1\n", "a:1@6:22-25 b:1@7:18-21" },
        { Head + "      - Image: &i !Sub x:1\n      - Image: *i\n", "x:1@6:24-27" },
        { Head + "      - Image: !Sub |-\n          a:${T}\nParameters: {T: {Default: 3}}\n", "a:3@7:11-17" },
        { Head + "      - Image: ''\n      - Image:\n      - Image: []\n      - x\n", "" },
        { "Resources:\n  F: {Type: AWS::Lambda::Function, Properties: {Code: {ImageUri: 'a:1'}, Image: no}}\n", "a:1@2:67-70" },
        { "Transform: AWS::Serverless-2016-10-31\nResources:\n  F: {Type: AWS::Serverless::Function, Properties: {PackageType: Image, ImageUri: a:1}}\n", "a:1@3:83-86" },
        { "Resources:\n  F: {Type: AWS::AppRunner::Service, Properties: {SourceConfiguration: {ImageRepository: {ImageIdentifier: a:1}}}}\n", "a:1@2:108-111" },
        { "Resources:\n  F: {Type: AWS::Batch::JobDefinition, Properties: {ContainerProperties: {Image: a:1}}}\n", "a:1@2:82-85" },
        { "Resources:\n  F: {Type: AWS::SageMaker::Model, Properties: {PrimaryContainer: {Image: a:1}, Containers: [{Image: b}]}}\n", "a:1@2:75-78 b@2:102-103" },
        { "Resources:\n  F: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1, Image: no}}\n", "" },
        { "{\"Resources\": {\"T\": {\"Type\": \"AWS::ECS::TaskDefinition\", \"Properties\": {\"ContainerDefinitions\": [{\"Image\": {\"Fn::Sub\": \"a:${T}\"}}]}}}, \"Parameters\": {\"T\": {\"Default\": 1}}}", "a:1@1:121-127" },
    };

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("stack.yaml", text));

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("x/template.json", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Theory]
    [InlineData("Resources: {T: {Type: 'Other::X', Properties: {ContainerDefinitions: [{Image: 'AWS::'}]}}}\n")]
    [InlineData("Resources: [{Type: 'AWS::ECS::TaskDefinition', Properties: {ContainerDefinitions: [{Image: a}]}}]\n")]
    [InlineData("x: {T: {Type: 'AWS::ECS::TaskDefinition', Properties: {ContainerDefinitions: [{Image: Resources}]}}}\n")]
    public async Task What_only_looks_similar_has_no_images(string text) =>
        Assert.Equal("", await Deployment.ImagesAsync("other.yml", text));

    [Fact]
    public async Task A_comment_takes_a_finding_back()
    {
        using var deployment = new Deployment().With("stack.yaml", Head + "      # plimsoll:ignore missing-tag why\n      - Image: a\n");

        Assert.NotNull(Assert.Single((await deployment.CheckAsync()).Findings).Suppression);
    }
}
