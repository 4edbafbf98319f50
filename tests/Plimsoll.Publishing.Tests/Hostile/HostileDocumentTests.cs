using System.Text;
using CsCheck;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Policy;
using Plimsoll.Publishing.Builds;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Retention;
using Plimsoll.Tags;
using Plimsoll.Testing;
using Plimsoll.Testing.Hostile;

namespace Plimsoll.Publishing.Tests.Hostile;

/// <summary>What is read from files and registries to publish: see <see cref="HostileRun"/> for how many are tried.</summary>
public sealed class HostileDocumentTests : IDisposable
{
    private const long Bound = 64L * 1024 * 1024;

    private static readonly Digest One = Digest.Sha256("one"u8);

    private static readonly string Receipt = (SampleReceipts.Create() with { Dirty = true, ChangedFiles = ["app.txt"], Policy = new ReceiptPolicy("tag", One), Retries = 2 }).ToJson();

    private static readonly string Plan = new PlannedImage
    {
        ToolVersion = "1.0.0",
        CreatedAt = Contexts.Now,
        Date = Contexts.Now,
        Destination = "ghcr.io/acme/app",
        Via = "direct",
        Image = One,
        Source = new PlannedSource("files:out", One),
        Version = "2.1.0",
        Commit = new string('a', 40),
        PolicyHash = PolicyHash.Compute(ImagePolicy.Default, false),
        Tags = [new PlannedTag("2.1.0", StrategyNames.SemanticVersion, Mutability.Immutable, TagAction.Create, null, One, null)],
        Blobs = [new PlannedBlob(One, 5, BlobOutcome.Mounted, "acme/base")],
        Findings = [new PlannedFinding("mutable-tag", "latest", "It moves.", "Leave it out.")],
        Request = new PlannedRequest { Source = "files:out", Image = "acme/app", Registry = "ghcr.io" },
    }.Hashed().ToJson();

    private const string Configuration = """
        image: acme/app
        registry: ghcr.io
        source: files:out
        version: { tagPrefix: v, autoIncrement: minor, minimumMajorMinor: "2.1" }
        tags:
          latest: branch
          sha: { prefix: sha- }
          rules: ["type=semver,pattern={{version}}", "type=raw,value=x"]
          match: { pattern: '^v(\d+)$', group: 1 }
          date: { format: yyyy-MM-dd, zone: Europe/Berlin }
        components:
          api: { paths: ["src/api/**", "!**/*.md"] }
        images:
          web: { image: acme/web, source: files:web }
        environments:
          live: { production: true, paths: ["deploy/live/**"], requires: staging, evidence: [signature, provenance: { key: a.pub, builder: "https://x/*", branch: main }] }
          staging: {}
        verify: { keys: b.pub }
        policy:
          profile: floating
          unresolved: fail
          mutableTags: ["*-snapshot"]
          immutableTags: build-*
          exceptions: [{ image: "nginx:*", rule: mutable-tag, reason: x, until: 2030-01-01 }]
        retention:
          rules: [{ keep: 10, tags: "sha-*" }]
        receipts:
          attach: always
        """;

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_configuration_is_read_or_refused() => Gen.Frequency((4, LineEdit.Near(Configuration, "image: a\n")), (1, ByteEdit.Near(Configuration))).SampleHostile(
        300,
        bytes =>
        {
            File.WriteAllBytes(_folder["plimsoll.yml"], bytes);
            _ = ConfigurationFile.Load(_folder.Path);
        },
        Bound,
        _folder["plimsoll.yml"]);

    [Theory]
    [InlineData("x: &a {a: 1}\n")]
    [InlineData("tags: &a [*a, *a]\n")]
    [InlineData("images: &a\n  b: *a\n")]
    [InlineData("environments: {a: {requires: b}, b: {requires: a}}\n")]
    [InlineData("tags: {match: {pattern: '(a+)+$'}}\n")]
    public void A_configuration_that_refers_to_itself_is_read_or_refused(string text) => HostileRun.Try(() => _ = ConfigurationFile.Parse("plimsoll.yml", text), Bound, "plimsoll.yml");

    /// <summary>As values, and as keys: those are compared with each other.</summary>
    [Theory]
    [InlineData("tags: *a40\nenvironments: *a40\nimages: *a40\n")]
    [InlineData("? *a40\n: 1\n? *a40\n: 2\n")]
    public void A_configuration_of_aliases_of_aliases_is_refused_or_small(string end)
    {
        var text = "x0: &a0 [a, a]\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"x{i + 1}: &a{i + 1} [*a{i}, *a{i}, *a{i}]\n")) + end;

        HostileRun.Try(() => _ = ConfigurationFile.Parse("plimsoll.yml", text), Bound, "plimsoll.yml");
    }

    [Fact]
    public void A_receipt_is_read_or_refused() => Near(Receipt).SampleHostile(
        200,
        bytes =>
        {
            var path = _folder["receipt.json"];
            File.WriteAllBytes(path, bytes);
            _ = ReceiptJson.ReadFile(path).ToJson();
        },
        Bound,
        _folder["receipt.json"]);

    [Fact]
    public void A_record_of_a_run_is_read_or_refused() => Near($$"""{"schemaVersion":1,"kind":"run","images":[{{Receipt}}],"failed":[{"image":"a","exitCode":1,"message":"b"}]}""", Receipt).SampleHostile(
        120,
        bytes =>
        {
            var path = _folder["run.json"];
            File.WriteAllBytes(path, bytes);
            _ = ReceiptJson.ReadRecord(path);
            _ = PruneReceipt.TryReadFile(path);
        },
        Bound,
        _folder["run.json"]);

    [Fact]
    public void A_statement_is_read_or_refused() => Near($$$"""{"_type":"https://in-toto.io/Statement/v1","predicateType":"https://plimsoll.dev/receipt/v1","subject":[{"name":"a","digest":{"sha256":"b"}}],"predicate":{{{Receipt}}}}""").SampleHostile(
        120, bytes => _ = ReceiptJson.ParseStatement(bytes, "ghcr.io/acme/app@sha256:1"), Bound, "ghcr.io/acme/app@sha256:1");

    [Fact]
    public void A_plan_is_read_or_refused() => Near(Plan).SampleHostile(200, bytes => _ = PlannedImage.Parse(Encoding.UTF8.GetString(bytes), "plan.json").ToJson(), Bound, "plan.json");

    [Fact]
    public void A_plan_of_several_images_is_read_or_refused() => Near($$"""{"schemaVersion":1,"kind":"run","planHash":"{{One}}","images":[{"name":"a","plan":{{Plan}}}],"failed":[{"image":"a","exitCode":1,"message":"b"}]}""").SampleHostile(
        120, bytes => _ = RunPlanDocument.Parse(Encoding.UTF8.GetString(bytes), "plan.json"), Bound, "plan.json");

    [Fact]
    public void A_plan_of_several_images_without_the_blobs_of_one_is_refused()
    {
        var plan = System.Text.Json.Nodes.JsonNode.Parse(Plan)!.AsObject();
        plan.Remove("blobs");

        var exception = Assert.Throws<Plimsoll.Oci.PlimsollException>(() => RunPlanDocument.Parse($$"""{"schemaVersion":1,"kind":"run","planHash":"{{One}}","images":[{"name":"a","plan":{{plan.ToJsonString()}}}]}""", "plan.json"));

        Assert.Equal("plan.json is not a valid plan: a member is missing.", exception.Message);
    }

    [Fact]
    public void A_plan_to_prune_is_read_or_refused() => Near($$"""{"schemaVersion":1,"kind":"prune","planHash":"{{One}}","createdAt":"2026-05-19T08:30:00Z","toolVersion":"1","repositories":[{"repository":"a/b","manifests":[],"tags":[],"untagged":[]}],"rules":[]}""").SampleHostile(
        120, bytes => _ = PrunePlan.Parse(Encoding.UTF8.GetString(bytes), "plan.json"), Bound, "plan.json");

    [Fact]
    public void A_hold_is_read_or_refused() => Near("""{"schemaVersion":1,"hold":null,"release":{"holds":["a"],"releasedAt":"2026-05-19T08:30:00Z","releasedBy":null,"runUrl":null}}""", """{"schemaVersion":1,"hold":{"id":"a","image":"b","environment":"c","digest":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","version":"1","tags":["x"],"heldAt":"2026-05-19T08:30:00Z","heldBy":"a","reason":"b","runUrl":null},"release":null}""").SampleHostile(
        200, bytes => _ = HoldJson.Parse(bytes, "ghcr.io/acme/app@sha256:1"), Bound, "ghcr.io/acme/app@sha256:1");

    [Fact]
    public void The_JSON_of_a_built_image_is_read_or_refused() => Near("""{"config":{"Labels":{"a":"b"}},"rootfs":{"diff_ids":[]},"history":[]}""").SampleHostile(
        150, bytes => _ = ImageJson.Parse(bytes, "configuration").ToJsonString(), Bound);

    private static Gen<byte[]> Near(params string[] documents) => Gen.Frequency((3, JsonEdit.Near(documents)), (1, ByteEdit.Near(documents)));
}
