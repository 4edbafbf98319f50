using System.Text.Json.Nodes;
using CsCheck;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Policy;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Reports;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Tests.Planning;

public class PlannedImageTests
{
    private static readonly Digest One = Digest.Sha256("one"u8);
    private static readonly Digest Two = Digest.Sha256("two"u8);

    [Fact]
    public void A_plan_that_was_saved_is_read_as_it_was()
    {
        var json = Plan().ToJson();

        Assert.Equal(json, PlannedImage.Parse(json, "plan.json").ToJson());
    }

    [Theory]
    [InlineData("commit", "\"0000000000000000000000000000000000000000\"")]
    [InlineData("destination", "\"evil.example/app\"")]
    [InlineData("tags", "[]")]
    [InlineData("findings", "[]")]
    [InlineData("dirty", "true")]
    [InlineData("version", "null")]
    public void A_plan_that_was_changed_by_hand_is_refused(string member, string value)
    {
        var json = JsonNode.Parse(Plan().ToJson())!.AsObject();
        json[member] = JsonNode.Parse(value);

        var exception = Assert.Throws<PlimsollException>(() => PlannedImage.Parse(json.ToJsonString(), "plan.json"));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains("plan.json was modified", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_of_several_lines_is_printed_in_as_many()
    {
        var plan = Plan(plan => plan with { Findings = [new PlannedFinding("required-environment", "live", "it may not\n  staging: nothing", "")] });

        Assert.Equal(["error required-environment: it may not", "  staging: nothing"], PlanLines.Format(plan).TakeLast(2));
    }

    [Fact]
    public void White_space_and_the_order_of_members_do_not_matter()
    {
        var json = JsonNode.Parse(Plan().ToJson())!.AsObject();
        var turned = new JsonObject(json.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));

        Assert.Equal(Plan().ToJson(), PlannedImage.Parse(turned.ToJsonString(), "plan.json").ToJson());
    }

    [Fact]
    public void The_same_plan_made_at_another_time_has_the_same_hash()
    {
        var again = Plan(plan => plan with { CreatedAt = DateTimeOffset.UnixEpoch, Date = DateTimeOffset.UnixEpoch, ToolVersion = "9", Blobs = [] });

        Assert.Equal(Plan().PlanHash, again.PlanHash);
        Assert.NotEqual(Plan().PlanHash, Plan(plan => plan with { Commit = new string('0', 40) }).PlanHash);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("1")]
    [InlineData("\"plan\"")]
    [InlineData("{\"schemaVersion\":1}")]
    [InlineData("{\"schemaVersion\":\"1\"}")]
    public void What_is_no_plan_is_refused(string json)
    {
        var exception = Assert.Throws<PlimsollException>(() => PlannedImage.Parse(json, "plan.json"));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains("plan.json is not a valid plan", exception.Message, StringComparison.Ordinal);
        Assert.Contains("plimsoll plan", exception.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_of_a_later_version_says_so()
    {
        var exception = Assert.Throws<PlimsollException>(() => PlannedImage.Parse("{\"schemaVersion\":2}", "plan.json"));

        Assert.Contains("schema version 2", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Whatever stands in a member: the plan is read, or refused as no plan or a changed one.</summary>
    [Fact]
    public void A_member_of_any_kind_never_breaks_the_reader()
    {
        var members = JsonNode.Parse(Plan().ToJson())!.AsObject().Select(member => member.Key).ToArray();
        var values = Gen.OneOf("null", "1", "-1.5", "true", "\"\"", "\"sha256:x\"", "[]", "[null]", "[{}]", "{}", "{\"name\":null}", "1e400", "\"\\ud800\"");

        Gen.Select(Gen.OneOf(members), values).Sample((member, value) =>
        {
            var text = Plan().ToJson();
            var json = JsonNode.Parse(text)!.AsObject();
            json[member] = JsonValue.Create("PUT-IT-HERE");
            try
            {
                PlannedImage.Parse(json.ToJsonString().Replace("\"PUT-IT-HERE\"", value, StringComparison.Ordinal), "plan.json");
            }
            catch (PlimsollException exception)
            {
                Assert.Equal(ErrorKind.Usage, exception.Kind);
            }
        }, iter: 300);
    }

    [Fact]
    public void A_policy_has_the_hash_of_what_it_decides_by()
    {
        var policy = new ImagePolicy { MutableTags = ["*-snapshot"], Root = "/here" };

        Assert.Equal(PolicyHash.Compute(policy, false), PolicyHash.Compute(policy with { Root = "/there" }, false));
        Assert.NotEqual(PolicyHash.Compute(policy, false), PolicyHash.Compute(policy, true));
        Assert.NotEqual(PolicyHash.Compute(policy, false), PolicyHash.Compute(policy with { MutableTags = [], ImmutableTags = ["*-snapshot"] }, false));
    }

    private static PlannedImage Plan(Func<PlannedImage, PlannedImage>? change = null)
    {
        var plan = new PlannedImage
        {
            ToolVersion = "1.0.0",
            CreatedAt = new DateTimeOffset(2026, 5, 19, 8, 30, 0, TimeSpan.Zero),
            Date = new DateTimeOffset(2026, 5, 19, 8, 30, 0, TimeSpan.Zero),
            Destination = "ghcr.io/acme/app",
            Via = "direct",
            Image = One,
            Source = new PlannedSource("files:out", One),
            Version = "2.1.0",
            Commit = new string('a', 40),
            PolicyHash = PolicyHash.Compute(ImagePolicy.Default, false),
            Tags = [new PlannedTag("2.1.0", StrategyNames.SemanticVersion, Mutability.Immutable, TagAction.Create, null, One, null), new PlannedTag("latest", StrategyNames.Latest, Mutability.Moving, TagAction.Move, Two, One, null)],
            Blobs = [new PlannedBlob(Two, 5, BlobOutcome.Mounted, "acme/base")],
            Findings = [new PlannedFinding("mutable-tag", "latest", "It moves.", "Leave it out.")],
            Request = new PlannedRequest { Source = "files:out", Image = "acme/app", Registry = "ghcr.io" },
        };
        return (change?.Invoke(plan) ?? plan).Hashed();
    }
}
