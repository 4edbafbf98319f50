
using static Plimsoll.MetadataAction.Tests.Evaluation;

namespace Plimsoll.MetadataAction.Tests.Rules;

public class RuleEvaluatorTests
{
    [Theory]
    [InlineData("refs/heads/main", "main")]
    [InlineData("refs/heads/feature/x", "feature-x")]
    [InlineData("refs/tags/v1.2.3", "v1.2.3 latest")]
    [InlineData("refs/tags/v1.2.3-rc.1", "v1.2.3-rc.1 latest")]
    [InlineData("refs/pull/12/merge", "pr-12")]
    [InlineData("refs/pull/12/head", "pr-12-head")]
    [InlineData("", "")]
    public void Without_rules_a_branch_a_tag_and_a_pull_request_give_their_names(string reference, string expected) =>
        Assert.Equal(expected, TagsOf(At(reference)));

    [Theory]
    [InlineData("v1.2.3", "type=semver,pattern={{version}}\ntype=semver,pattern={{major}}.{{minor}}\ntype=semver,pattern={{major}}", "1.2.3 1.2 1 latest")]
    [InlineData("0.1.0", "type=semver,pattern={{major}}.{{minor}}\ntype=semver,pattern={{major}}", "0.1 0 latest")]
    [InlineData("1.2.3-rc.1", "type=semver,pattern={{major}}\ntype=semver,pattern={{version}}", "1.2.3-rc.1")]
    [InlineData("v1.2.3-rc.1", "type=semver,pattern={{raw}}", "v1.2.3-rc.1")]
    [InlineData("v1.2.3-rc.1", "type=semver,pattern={{{ raw }}}", "v1.2.3-rc.1")]
    [InlineData("v1.2.3-rc.1", "type=semver,pattern=x{{raw}}", "1.2.3-rc.1")]
    [InlineData("v1.2.3+build.5", "type=semver,pattern={{version}}\ntype=semver,pattern={{raw}}\ntype=semver,pattern={{build}}", "1.2.3 v1.2.3-build.5 build-5 latest")]
    [InlineData("p1/v1.0.0", "type=semver,pattern={{version}}", "")]
    [InlineData("p1/v1.0.0", "type=semver,pattern={{version}},match=/v(.*)", "1.0.0 latest")]
    [InlineData("1.2.3", "type=semver,pattern={{version}},match=x(.*)", "1.2.3 latest")]
    [InlineData("V1.2.3", "type=semver,pattern={{version}}", "")]
    [InlineData("v1.2", "type=semver,pattern={{version}}", "")]
    [InlineData("01.2.3", "type=semver,pattern={{version}}", "")]
    [InlineData("1.2.3.4", "type=semver,pattern={{version}}", "")]
    [InlineData("9007199254740992.0.0", "type=semver,pattern={{version}}", "")]
    [InlineData("1.2.3", "type=semver,pattern={{this}}-{{loose}}-{{unknown}}", "1.2.3-true- latest")]
    public void A_semantic_version_is_as_strict_as_that_of_npm(string tag, string rules, string expected) => Assert.Equal(expected, TagsOf(Tag(tag), rules));

    [Theory]
    [InlineData("1.1beta2", "type=pep440,pattern={{major}}", "1.1b2")]
    [InlineData("1.1beta2", "type=pep440,pattern={{raw}}", "1.1beta2")]
    [InlineData("1.0-1", "type=pep440,pattern={{version}}", "1.0.post1")]
    [InlineData("V1", "type=pep440,pattern={{version}}\ntype=pep440,pattern={{major}}.{{minor}}.{{patch}}\ntype=pep440,pattern={{raw}}", "1 1.0.0 V1 latest")]
    [InlineData("1!2.0", "type=pep440,pattern={{version}}", "1-2.0 latest")]
    [InlineData("1.0+ubuntu.1", "type=pep440,pattern={{version}}", "1.0-ubuntu-1 latest")]
    [InlineData("sometag", "type=pep440,pattern={{version}}", "")]
    public void A_python_version_is_normalised(string tag, string rules, string expected) => Assert.Equal(expected, TagsOf(Tag(tag), rules));

    [Theory]
    [InlineData("v1.2.3-rc.1", "type=match,pattern=v(.*),group=1", "1.2.3-rc.1 latest")]
    [InlineData("v1.2.3", "type=match,pattern=/V(.*)/i,group=1", "1.2.3 latest")]
    [InlineData("v1.2.3", "type=match,pattern=/\\d/g,group=1", "2 latest")]
    [InlineData("v1.2.3", "type=match,pattern=v(?<major>\\d)\\.(\\d),group=1", "1 latest")]
    [InlineData("v1.2.3", "type=match,pattern=v(\\d),group=01", "")]
    [InlineData("v1.2.3", "type=match,pattern=(x)?v,group=1", "")]
    [InlineData("p1/v1.2.3", "type=match,pattern=^p\\d/v.*", "p1-v1.2.3 latest")]
    public void A_pattern_gives_one_of_its_groups(string tag, string rules, string expected) => Assert.Equal(expected, TagsOf(Tag(tag), rules));

    [Theory]
    [InlineData("type=edge", "edge")]
    [InlineData("type=edge,branch=dev", "")]
    [InlineData("type=sha", "sha-860c190")]
    [InlineData("type=sha,format=long,prefix=", Sha)]
    [InlineData("type=raw,value=a b/c!", "a-b-c-")]
    [InlineData("type=raw,value=-a", "-a")]
    [InlineData("a,enable={{is_default_branch}}\nb,enable={{is_not_default_branch}}", "a")]
    [InlineData("type=semver,pattern={{version}},value=v1.2.3\ntype=edge", "1.2.3 edge latest")]
    [InlineData("{{branch}}\nmain\na\na", "main a")]
    [InlineData("type=schedule", "")]
    public void Rules_give_tags_of_a_branch(string rules, string expected) => Assert.Equal(expected, TagsOf(Context, rules));

    [Theory]
    [InlineData("type=ref,event=branch", "prefix=p-\nsuffix=-s", "p-main-s")]
    [InlineData("type=ref,event=branch,prefix=,suffix=", "prefix=p-\nsuffix=-s", "main")]
    [InlineData("type=sha", "prefix=p-\nsuffix=-s", "sha-860c190-s")]
    [InlineData("type=raw,x,prefix={{branch}}-", "suffix=-{{sha}}", "main-x-860c190")]
    [InlineData("type=raw,x", "latest=true", "x latest")]
    [InlineData("type=raw,latest", "latest=true", "latest latest")]
    [InlineData("type=raw,{{tag}}", "latest=true", "")]
    [InlineData("type=raw,x", "latest=true\nprefix={{branch}}-,onlatest=true", "main-x -branch--latest")]
    [InlineData("type=raw,x", "latest=true\nsuffix=-s", "x-s latest")]
    public void The_flavor_is_for_tags_without_affixes_of_their_own(string rules, string flavor, string expected) => Assert.Equal(expected, TagsOf(Context, rules, flavor));

    [Theory]
    [InlineData("type=raw,value=x,priority=1000\ntype=semver,pattern={{version}}", "x 1.2.3")]
    [InlineData("type=semver,pattern={{version}}\ntype=raw,value=x", "1.2.3 x latest")]
    [InlineData("type=raw,value={{branch}},priority=1000\ntype=semver,pattern={{version}}", "1.2.3 latest")]
    public void Latest_is_decided_by_the_first_rule_that_gives_something(string rules, string expected) => Assert.Equal(expected, TagsOf(Tag("v1.2.3"), rules));

    [Theory]
    [InlineData("type=schedule", "nightly")]
    [InlineData("type=schedule,pattern={{date 'YYYYMMDD'}}", "20260519")]
    [InlineData("type=schedule,pattern=x{{sha}}{{branch}}", "x")]
    [InlineData("type=schedule,pattern={{commit_date 'HH' tz='Asia/Tokyo'}}", "08")]
    [InlineData("a,enable={{is_default_branch}}", "a")]
    public void A_schedule_has_its_own_tag_and_knows_only_dates(string rules, string expected) =>
        Assert.Equal(expected, TagsOf(Tag("v1") with { EventName = "schedule", DefaultBranch = "main" }, rules));

    [Theory]
    [InlineData("0", "sha-")]
    [InlineData("-3", "sha-")]
    [InlineData("7.9", "sha-860c190")]
    [InlineData("1e1", "sha-860c1904a1")]
    [InlineData("0x4", "sha-860c")]
    [InlineData("99", "sha-" + Sha)]
    public void A_short_id_has_the_length_that_javascript_reads(string length, string expected) =>
        Assert.Equal(expected, TagsOf(Context with { ShortShaLength = length }, "type=sha"));

    [Theory]
    [InlineData("type=raw,x,enable=yes", "Invalid value for enable attribute: yes")]
    [InlineData("type=raw,x,enable=", "Invalid value for enable attribute: ")]
    [InlineData("type=raw,value={{date 'YYYY' zone='UTC'}}", "Unknown zone attribute")]
    [InlineData("type=raw,{{unknown 'x'}}", "Missing helper: \"unknown\"")]
    [InlineData("type=match,pattern=(,value=x", "Invalid regular expression: /(/: Unterminated group")]
    [InlineData("type=match,pattern=/x/q,value=x", "Invalid flags supplied to RegExp constructor 'q'")]
    [InlineData("type=semver,pattern={{version}},value=v1.2.3,match=v.*", "The pattern v.* has no capture group for the version.")]
    public void What_cannot_be_used_is_refused(string rules, string message) => Assert.Equal(message, Error(Context, rules));

    [Fact]
    public void A_length_that_is_no_number_is_refused_only_where_a_short_id_is_asked_for()
    {
        var context = Context with { ShortShaLength = "short" };

        Assert.Equal("main", TagsOf(context, "type=ref,event=branch"));
        Assert.Equal("DOCKER_METADATA_SHORT_SHA_LENGTH is not a valid number: short", Error(context, "type=sha"));
    }

    [Fact]
    public void Rules_that_gave_nothing_say_why()
    {
        var outputs = Derive(Tag("sometag"), "type=semver,pattern={{version}}\ntype=pep440,pattern={{version}}\ntype=match,pattern=\\d\ntype=match,pattern=some,group=2\ntype=semver,pattern={{version}},match=(\\d)");

        Assert.Equal(
            [
                "sometag is not a valid semver. More info: https://semver.org/",
                "sometag does not conform to PEP 440. More info: https://www.python.org/dev/peps/pep-0440",
                "(\\d) does not match sometag.",
                "sometag is not a valid semver. More info: https://semver.org/",
                "\\d does not match sometag.",
                "Group 2 does not exist for some pattern.",
            ],
            outputs.Version.Warnings);
        Assert.Equal(["No Docker image version has been generated. Check tags input.", "No Docker tag has been generated. Check tags input."], outputs.Warnings.TakeLast(2));
    }

    [Theory]
    [InlineData("type=raw,-x", "-x")]
    [InlineData("type=raw,.x", ".x")]
    public void A_tag_that_no_registry_accepts_is_kept_and_told(string rules, string tag)
    {
        var outputs = Derive(Context, rules);

        Assert.Equal([tag], outputs.Tags);
        Assert.Contains($"The tag {tag} is not valid in any registry", Assert.Single(outputs.Warnings));
    }

    [Fact]
    public void A_time_zone_that_is_not_known_is_told_and_utc_stands_in()
    {
        var outputs = Derive(Context, "type=raw,value={{date 'HH' tz='Middle/Earth'}}");

        Assert.Equal(["08"], outputs.Tags);
        Assert.Contains("Middle/Earth", Assert.Single(outputs.Warnings));
    }
}
