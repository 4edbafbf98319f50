using NJsonSchema;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>Provenance and SBOMs by options and configuration, in an OCI layout.</summary>
public sealed class AttachmentTests : IDisposable
{
    private const string SpdxSchema = "schemas/spdx-2.3.json";

    private static readonly string[] Publish = ["publish", "files:out", "--image", "app", "--receipt", "receipt.json"];

    private readonly GitRepository _repository = GitRepository.Released();
    private readonly CommandWorld _world;

    public AttachmentTests()
    {
        _repository.Write("out/app", "program");
        _world = new CommandWorld(_repository.Path);
    }

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("", "", true)]
    [InlineData("provenance: false\n", "", false)]
    [InlineData("provenance: false\n", "--provenance true", true)]
    [InlineData("provenance: required\n", "--provenance=false", false)]
    public async Task Provenance_is_made_unless_configuration_or_option_say_no(string configuration, string option, bool isMade)
    {
        _repository.Write("plimsoll.yml", configuration);

        var plan = await _world.SucceedAsync(["plan", .. Publish[1..4], .. option.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        await _world.SucceedAsync([.. Publish, .. option.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(isMade, plan.Lines.Contains("attach provenance (SLSA v1)"));
        Assert.Equal(isMade ? ["provenance (SLSA v1)"] : null, ReadReceipt().Attached?.Select(made => made.Kind));
        Assert.Equal(isMade ? 1 : 0, (await ReferrersAsync()).Count);
    }

    [Fact]
    public async Task The_variable_counts_before_the_file_and_the_image_before_the_rest_of_it()
    {
        _repository.Write("plimsoll.yml", "provenance: true\nimages: { app: { source: 'files:out', provenance: false }, other: { source: 'files:out' } }\n");

        await _world.SucceedAsync("publish", "--receipt", "run.json");
        var made = ReceiptJson.ReadRecord(_repository["run.json"]).Receipts.Select(receipt => receipt.Attached is not null).ToList();
        _world.Environment["PLIMSOLL_PROVENANCE"] = "false";
        _repository.Write("out/app", "another program");
        _repository.Commit("Second", "second.txt");
        await _world.SucceedAsync("publish", "--receipt", "run.json");

        Assert.Equal([false, true], made);
        Assert.All(ReceiptJson.ReadRecord(_repository["run.json"]).Receipts, receipt => Assert.Null(receipt.Attached));
    }

    [Fact]
    public async Task An_sbom_that_is_made_is_listed_by_inspect_beside_the_provenance()
    {
        _repository.Write("plimsoll.yml", "sbom: auto\n");

        await _world.SucceedAsync(Publish);
        var inspected = await _world.SucceedAsync("inspect", "oci:artifacts/images/app:2.1.0", "--referrers");

        var kinds = inspected.Lines.Where(line => line.StartsWith("referrer ", StringComparison.Ordinal)).Select(line => line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries)[2]);
        Assert.Equal(["SBOM (SPDX)", "provenance (SLSA v1)"], kinds.Order(StringComparer.Ordinal));
        Assert.Equal(new Dictionary<string, int> { ["SBOM (SPDX)"] = 1, ["provenance (SLSA v1)"] = 1 }, ReadReceipt().Referrers);
    }

    [SharedDataFact(SpdxSchema)]
    public async Task An_sbom_that_is_made_is_valid_by_the_schema_of_the_specification()
    {
        await _world.SucceedAsync([.. Publish, "--sbom", "auto"]);

        var layout = OciLayout.Open(_repository["artifacts/images/app"]);
        var listed = Assert.Single(await ReferrersAsync(), referrer => referrer.ArtifactType == "application/spdx+json");
        var document = await AttachedDocument.ReadAsync(layout, listed, "application/spdx+json", 1 << 20, "", CancellationToken.None);
        Assert.Empty((await JsonSchema.FromFileAsync(SharedData.GetPath(SpdxSchema))).Validate(System.Text.Encoding.UTF8.GetString(document!)));
    }

    [Theory]
    [InlineData("""{ "name": "no sbom" }""", "is not an SBOM")]
    [InlineData("""{ "bomFormat": "CycloneDX", "url": "https://bot:t0ken@git.acme.example" }""", "contains a URL with a password")]
    public async Task What_cannot_be_published_as_an_sbom_is_refused_before_anything_is_written(string content, string expected)
    {
        _repository.Write("bom.json", content);

        var error = await _world.FailAsync(ExitCode.Usage, [.. Publish, "--sbom", "bom.json"]);

        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_repository["artifacts"]));
    }

    [Fact]
    public async Task No_sbom_is_made_of_an_image_that_was_built_elsewhere()
    {
        await SmallImage.Create().PushAsync(OciLayout.OpenOrCreate(_repository["small"]), "1");

        var error = await _world.FailAsync(ExitCode.Usage, "publish", "oci:small:1", "--image", "app", "--sbom", "auto");

        Assert.Contains("only of files and .NET projects, but not of oci:small:1", error, StringComparison.Ordinal);
        Assert.Contains("--sbom", error, StringComparison.Ordinal);
    }

    private ImageReceipt ReadReceipt() => ReceiptJson.ReadFile(_repository["receipt.json"]);

    private async Task<IReadOnlyList<Descriptor>> ReferrersAsync() =>
        await OciLayout.Open(_repository["artifacts/images/app"]).GetReferrersAsync(ReadReceipt().Digest!, artifactType: null, CancellationToken.None);
}
