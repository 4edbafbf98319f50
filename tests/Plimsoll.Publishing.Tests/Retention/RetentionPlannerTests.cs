using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Retention;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.Publishing.Tests.Retention;

public class RetentionPlannerTests
{
    private static readonly DateTimeOffset Now = Contexts.Now;

    private readonly Dictionary<string, Digest> _tags = [];
    private readonly Dictionary<Digest, InventoryManifest> _manifests = [];
    private readonly Dictionary<Digest, string> _protected = [];
    private readonly Dictionary<Digest, string> _unreadable = [];
    private readonly List<UntaggedVersion> _untagged = [];
    private readonly Dictionary<string, TagFacts> _facts = [];

    [Fact]
    public void Tags_are_kept_by_number_or_by_age_whichever_says_so()
    {
        foreach (var (tag, days) in new[] { ("a000001", 1), ("a000002", 40), ("a000003", 50), ("a000004", 5) })
            Tag(tag, Image(tag), days);

        Assert.Equal(["a000002", "a000003"], Deleted(Plan("sha=1,30d")));
        Assert.Equal(["a000003"], Deleted(Plan("sha=3")));
        Assert.Equal(["a000001", "a000002", "a000003", "a000004"], Deleted(Plan("sha=0")));
        Assert.Equal("older than 30d; not one of the 1 newest", Plan("sha=1,30d").Tags.First(tag => tag.Tag == "a000003").Reason);
    }

    [Fact]
    public void A_tag_that_no_rule_is_about_is_kept()
    {
        foreach (var tag in new[] { "a000001", "2026-05-01", "pr-1", "stable", "latest", "2.1", "2.1.0", "2.2.0-rc.1", "staging", "a000001-dirty" })
            Tag(tag, Image(tag), days: 1000);

        Assert.Empty(Deleted(Plan("prerelease=2000d")));
        Assert.Equal(["2026-05-01"], Deleted(Plan("date=0")));
        Assert.Equal(["a000001-dirty"], Deleted(Plan("dirty=10d")));
        Assert.Equal(["2.2.0-rc.1"], Deleted(Plan("prerelease=30d")));
    }

    [Fact]
    public void Variants_are_counted_by_themselves()
    {
        var rules = new TagRules { Strategies = [new Tags.Strategies.GitShaStrategy(), new Tags.Strategies.GitShaStrategy { Suffix = "-alpine" }] };
        Tag("a000001", Image("1"), 1, rules);
        Tag("a000001-alpine", Image("2"), 1, rules);
        Tag("a000002", Image("3"), 2, rules);

        Assert.Equal(["a000002"], Deleted(Plan("sha=1")));
    }

    [Fact]
    public void An_image_of_unknown_age_is_kept_and_counts_for_none()
    {
        Tag("a000001", Image("1"), days: null);
        Tag("a000002", Image("2"), days: 90);

        var plan = Plan("sha=1,10d");

        Assert.Empty(Deleted(plan));
        Assert.StartsWith("its age is unknown", plan.Tags.First(tag => tag.Tag == "a000001").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_open_pull_request_is_kept_and_one_that_nobody_knows_of_too()
    {
        Tag("pr-1", Image("1"), 90, open: new OpenState(true, "pull request 1 is open"));
        Tag("pr-2", Image("2"), 90, open: new OpenState(false, "pull request 2 is not open"));
        Tag("pr-3", Image("3"), 90, open: new OpenState(null, "GITHUB_TOKEN is not set"));

        var plan = Plan("pull-request=open");

        Assert.Equal(["pr-2"], Deleted(plan));
        Assert.Equal("GITHUB_TOKEN is not set", plan.Tags.First(tag => tag.Tag == "pr-3").Reason);
        Assert.Empty(Deleted(Plan("pull-request=open,100d")));
    }

    [Fact]
    public void A_released_version_goes_only_where_its_name_is_given()
    {
        Tag("1.0.0", Image("1"), 900);
        Tag("1.1.0", Image("2"), 900);
        Tag("1.1", Image("2"), 900);
        Tag("2.0.0", Image("3"), 900);
        Tag("latest", Image("2"), 900);

        Assert.Empty(Deleted(Plan("sha=0", "prerelease=0")));
        var plan = Plan(new RetentionRules { DeletedReleases = ["1.*"] });
        Assert.Equal(["1.0.0"], Deleted(plan));
        Assert.Equal(["1.1", "1.1.0"], plan.Tags.Where(tag => tag.Action == PlannedAction.Untag).Select(tag => tag.Tag));
    }

    [Fact]
    public void What_is_protected_is_kept_with_all_its_tags()
    {
        Tag("a000001", Image("1"), 90);
        Tag("a000002", Image("2"), 90);
        _protected[Image("1")] = "environment 'production' has it, or can go back to it";

        Assert.Equal(["a000002"], Deleted(Plan("sha=0")));
    }

    [Fact]
    public void An_index_takes_its_images_and_what_is_attached_along()
    {
        var signature = Image("signature");
        var (one, other) = (Image("one"), Image("other"));
        var index = Index("index", [one, other], [signature]);
        Tag("a000001", index, 90);

        var plan = Plan("sha=0");

        Assert.Equal(new[] { index, one, other, signature }.ToHashSet(), plan.Manifests.Select(manifest => manifest.Digest).ToHashSet());
        Assert.Equal(index, plan.Manifests[0].Digest);
    }

    [Fact]
    public void An_image_of_a_kept_index_stays_and_so_does_what_is_attached_to_it()
    {
        var signature = Image("signature");
        var shared = Image("shared", [signature]);
        Tag("2.1.0", Index("kept", [Index("nested", [shared])]), 90);
        Tag("a000001", Index("old", [shared, Image("own")]), 90);
        Tag("a000002", shared, 90);

        var plan = Plan("sha=0");

        Assert.Equal(["a000001"], Deleted(plan));
        Assert.Equal([Index("old"), Image("own")], plan.Manifests.Select(manifest => manifest.Digest));
        Assert.Contains("the image stays: ", plan.Tags.Single(tag => tag.Action == PlannedAction.Untag).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_kept_attachment_is_attached_to_stays()
    {
        var image = Image("image");
        Tag("a000001", image, 90);
        Tag("sbom-by-hand", Image("sbom", subject: image), 90);

        var plan = Plan("sha=0");

        Assert.Empty(plan.Manifests);
    }

    [Fact]
    public void A_list_of_referrers_and_signatures_go_with_their_image_and_stay_with_it()
    {
        var (list, signature) = (Image("list"), Image("signature"));
        var image = Image("image", [list, signature]);
        Tag("a000001", image, 90);
        Tag($"sha256-{image.Hex}", list, null);
        Tag($"sha256-{image.Hex}.sig", signature, null);
        Tag($"sha256-{SampleReceipts.DigestOf("gone").Hex}.sig", Image("orphan"), null);

        Assert.Equal(3, Deleted(Plan("sha=0")).Count());
        Assert.Empty(Deleted(Plan("sha=1")));
    }

    [Fact]
    public void A_tag_beside_a_kept_one_goes_alone_or_stays_where_the_registry_cannot_do_that()
    {
        Tag("a000001", Image("1"), 90);
        Tag("2.1.0", Image("1"), 90);

        Assert.Equal("not one of the 0 newest; the image stays: 2.1.0 points to it too", Assert.Single(Plan("sha=0").Tags, tag => tag.Action == PlannedAction.Untag).Reason);
        var plan = Plan(new RetentionRules { Rules = RetentionRules.ParseAll(["sha=0"]) }, canUntag: false);
        Assert.All(plan.Tags, tag => Assert.Equal(PlannedAction.Keep, tag.Action));
    }

    [Fact]
    public void Images_without_a_tag_go_by_age_unless_something_needs_them()
    {
        var (old, young, needed) = (Image("old"), Image("young"), Image("needed"));
        Tag("2.1.0", Index("index", [needed]), 90);
        _untagged.AddRange([new UntaggedVersion(old, Now.AddDays(-20)), new UntaggedVersion(young, Now.AddDays(-2)), new UntaggedVersion(needed, Now.AddDays(-20)), new UntaggedVersion(Image("timeless"), null)]);

        Assert.Equal([old], Plan(new RetentionRules { Untagged = TimeSpan.FromDays(10) }).Manifests.Select(manifest => manifest.Digest));
        Assert.Empty(Plan("sha=0").Manifests);
    }

    [Fact]
    public void An_index_without_a_tag_that_is_kept_keeps_its_images()
    {
        var shared = Image("shared");
        Tag("a000001", Index("tagged", [shared]), 90);
        var untagged = Index("untagged", [shared]);
        _untagged.AddRange([new UntaggedVersion(untagged, Now.AddDays(-90)), new UntaggedVersion(shared, Now.AddDays(-90))]);

        Assert.Equal([Index("tagged")], Plan("sha=0").Manifests.Select(manifest => manifest.Digest));
    }

    [Fact]
    public void Freed_is_what_nothing_that_stays_has_too()
    {
        Tag("a000001", Image("1", blobs: [("shared", 100), ("own", 7)]), 90);
        Tag("a000002", Image("2", blobs: [("own", 7)]), 90);
        Tag("2.1.0", Image("3", blobs: [("shared", 100)]), 90);

        var plan = Plan("sha=0");

        Assert.Equal((1, 7L), (plan.Blobs, plan.Bytes));
    }

    [Fact]
    public void A_broken_index_is_listed_with_what_is_missing()
    {
        var missing = SampleReceipts.DigestOf("missing");
        Tag("2.1.0", Index("index", [missing, Image("there")]), 90);

        var broken = Assert.Single(Plan("sha=0").Broken);

        Assert.Equal(["2.1.0"], broken.Tags);
        Assert.Equal([missing], broken.Missing);
    }

    [Fact]
    public void Where_something_cannot_be_read_nothing_is_deleted()
    {
        Tag("a000001", Image("1"), 90);
        _unreadable[SampleReceipts.DigestOf("strange")] = "It is larger than 8 MiB.";
        _untagged.Add(new UntaggedVersion(Image("2"), Now.AddDays(-90)));

        var plan = Plan(new RetentionRules { Rules = RetentionRules.ParseAll(["sha=0"]), Untagged = TimeSpan.FromDays(1) });

        Assert.Empty(plan.Manifests);
        Assert.Contains("cannot be read", Assert.Single(plan.Tags).Reason, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Deleted(PrunedRepository plan) => plan.Tags.Where(tag => tag.Action == PlannedAction.Delete).Select(tag => tag.Tag);

    private PrunedRepository Plan(params string[] rules) => Plan(new RetentionRules { Rules = RetentionRules.ParseAll(rules) });

    private PrunedRepository Plan(RetentionRules rules, bool canUntag = true)
    {
        var inventory = new RepositoryInventory(_tags, _manifests) { Untagged = _untagged, Unreadable = _unreadable };
        return RetentionPlanner.Plan(new RetentionFacts(inventory, [.. _facts.Values], _protected, Now) { CanUntag = canUntag }, rules, "registry.example/acme/app", "registry");
    }

    private void Tag(string tag, Digest image, int? days, TagRules? rules = null, OpenState? open = null)
    {
        _tags[tag] = image;
        _facts[tag] = new TagFacts(tag, image, new TagReader(rules ?? new TagRules(), ["staging"], [], []).Read(tag)) { Time = days is { } age ? Now.AddDays(-age) : null, Open = open };
    }

    private Digest Image(string name, IReadOnlyList<Digest>? referrers = null, Digest? subject = null, params (string Name, long Size)[] blobs) => Add(MediaTypes.OciManifest, name, manifest => manifest with
    {
        Referrers = referrers ?? manifest.Referrers,
        Subject = subject ?? manifest.Subject,
        Blobs = blobs.Length > 0 ? [.. blobs.Select(blob => new Descriptor(MediaTypes.OciLayer, SampleReceipts.DigestOf($"blob {blob.Name}"), blob.Size))] : manifest.Blobs,
    });

    private Digest Index(string name, IReadOnlyList<Digest>? children = null, IReadOnlyList<Digest>? referrers = null) => Add(MediaTypes.OciIndex, name, manifest => manifest with
    {
        Children = children is null ? manifest.Children : [.. children.Select(child => new Descriptor(MediaTypes.OciManifest, child, 1))],
        Referrers = referrers ?? manifest.Referrers,
    });

    private Digest Add(string mediaType, string name, Func<InventoryManifest, InventoryManifest> change)
    {
        var digest = SampleReceipts.DigestOf(name);
        _manifests[digest] = change(_manifests.GetValueOrDefault(digest) ?? new InventoryManifest(new Descriptor(mediaType, digest, 1)));
        return digest;
    }
}
