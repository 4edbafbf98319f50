using CsCheck;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Strategies;
using Plimsoll.Tags.Versions;
using Plimsoll.Testing;

namespace Plimsoll.Tags.Tests;

/// <summary>What holds for every plan, whatever branches, tags, texts and days there are.</summary>
public class TagPlanPropertyTests
{
    private static readonly Gen<string> Name = Gen.String[Gen.Char["abvr/019._-+!~ ä\n\"${}"], 1, 180];
    private static readonly Gen<string> Affix = Gen.String[Gen.Char["ab1_.-"], 0, 20].Select(text => text.TrimStart('.', '-'));
    private static readonly Gen<DateTimeOffset> Time = Gen.Long[0, 4_102_444_800].Select(DateTimeOffset.FromUnixTimeSeconds);

    private static readonly Gen<SemanticVersion> Version =
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Bool, (major, minor, patch, isStable) => new SemanticVersion(major, minor, patch, isStable ? null : ["rc", "1"]));

    [Fact]
    public void Every_plan_is_valid_deterministic_and_without_unnoticed_collisions() =>
        Gen.Select(Name, Name, Name, Gen.Select(Affix, Affix), Time, Gen.Int[0, 5]).Sample((branch, tag, text, affixes, time, kind) =>
        {
            var (prefix, suffix) = affixes;
            var strategies = new List<TagStrategy>
            {
                new SemanticVersionStrategy { Prefix = prefix, Suffix = suffix },
                new Pep440Strategy { Prefix = prefix, Suffix = "-py" },
                new CalendarVersionStrategy { Prefix = "cal-", Suffix = suffix },
                new MatchStrategy { Pattern = "[a-z0-9].*", Prefix = "match-", Suffix = suffix },
                new LatestStrategy { Suffix = suffix },
                new GitShaStrategy { Prefix = prefix },
                new DateStrategy { Counter = kind % 2 == 0, Suffix = suffix },
                new EnvironmentStrategy { Prefix = "env-" },
                new BranchStrategy { Prefix = prefix },
                new PullRequestStrategy(),
                new ScheduleStrategy(),
                new EdgeStrategy { Branch = branch },
                new RawStrategy { Value = text, Suffix = suffix },
            };
            var context = Context(branch, tag, time, kind);
            var rules = new TagRules { Strategies = strategies };
            TagPlan plan;
            try
            {
                plan = TagEngine.Derive(context, rules, new KnownTags([tag]));
            }
            catch (PlimsollException exception)
            {
                // A collision is an error that names both inputs; so is an affix that leaves no valid tag.
                Assert.Equal(ErrorKind.Usage, exception.Kind);
                Assert.Matches("both derive the tag|not a valid tag", exception.Message);
                return;
            }

            Assert.All(plan.Tags, derived => Assert.True(ImageReference.IsValidTag(derived.Value), derived.Value));
            Assert.Equal(plan.Tags.Count, plan.Tags.DistinctBy(derived => derived.Value).Count());
            Assert.All(strategies, strategy => Assert.True(
                plan.Tags.Any(derived => derived.Strategy == strategy.Name) || plan.Skipped.Any(skipped => skipped.Strategy == strategy.Name), strategy.Name));

            var again = TagEngine.Derive(context, rules, new KnownTags([tag]));
            Assert.Equal(plan.Tags, again.Tags);
            Assert.Equal(plan.Skipped, again.Skipped);
            Assert.Equal(plan.Labels, again.Labels);
        });

    [Fact]
    public void Tags_of_releases_go_to_the_highest_stable_version_that_git_or_the_registry_knows_and_to_nothing_else() =>
        Gen.Select(Version, Version.Array[0, 6], Version.Array[0, 6], Gen.Bool).Sample((built, inGit, inRegistry, isTagged) =>
        {
            var name = $"v{built}";
            var repository = Contexts.Repository(isTagged ? [name] : []) with { Tags = [.. inGit.Select(version => $"v{version}").Append(name).Distinct()] };
            var rules = new TagRules
            {
                Strategies = [new SemanticVersionStrategy { ZeroMajor = true }, new LatestStrategy(), new RawStrategy { Value = "latest", Prefix = "" }, new MatchStrategy { Pattern = @"\d+\.\d+" }, new MatchStrategy { Pattern = @"\d+" }],
            };
            var known = new KnownTags(repository.Tags, [.. inRegistry.Select(version => version.ToNormalizedString())]);
            TagPlan plan;
            try
            {
                plan = TagEngine.Derive(Contexts.Build(repository), rules, known);
            }
            catch (PlimsollException exception)
            {
                Assert.Contains("both derive the tag 'latest'", exception.Message);
                rules = rules with { Strategies = [.. rules.Strategies.Where(strategy => strategy is not RawStrategy)] };
                plan = TagEngine.Derive(Contexts.Build(repository), rules, known);
            }

            var stable = inGit.Concat(inRegistry).Append(built).Where(version => !version.IsPrerelease).ToList();
            var tags = plan.Tags.Select(tag => tag.Value).ToList();
            Assert.Equal(isTagged && IsHighest(_ => true), isTagged && tags.Contains("latest"));
            Assert.Equal(isTagged && IsHighest(version => version.Major == built.Major), tags.Contains($"{built.Major}"));
            Assert.Equal(isTagged && IsHighest(version => version.Major == built.Major && version.Minor == built.Minor), tags.Contains($"{built.Major}.{built.Minor}"));
            Assert.DoesNotContain(tags, tag => ReleaseLines.IsReserved(tag) && tag != "latest" && tag != $"{built.Major}" && tag != $"{built.Major}.{built.Minor}");

            bool IsHighest(Func<SemanticVersion, bool> ofLine) =>
                !built.IsPrerelease && stable.Where(ofLine).All(version => SemanticVersionOrder.Instance.Compare(version, built) <= 0);
        });

    private static BuildContext Context(string branch, string tag, DateTimeOffset time, int kind)
    {
        var repository = Contexts.Repository(kind is 2 ? [] : [tag]) with { Branch = kind is 3 ? null : branch };
        var host = new HostContext { Host = "GitHub Actions", CommitId = Contexts.CommitId };
        return BuildContext.Create(
            repository,
            kind switch
            {
                0 => null,
                1 => host with { Event = BuildEvent.Push, Branch = branch },
                2 => host with { Event = BuildEvent.PullRequest, PullRequest = "12" },
                3 => host with { Event = BuildEvent.Tag, Tag = tag },
                4 => host with { Event = BuildEvent.Schedule, Branch = branch },
                _ => host with { Event = BuildEvent.Manual, Branch = branch },
            },
            time,
            kind is 1 or 3 ? branch + "x" : null);
    }
}
