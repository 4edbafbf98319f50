using System.Globalization;
using Plimsoll.Testing;

namespace Plimsoll.Build.Tests.Migration;

/// <summary>
/// Six builds in NUKE's form, of the styles that builds have: a library, one of components, one with coverage, one with a front end, one
/// of tools, one of many projects. Together they use each member that five builds of thirty use.
/// </summary>
public sealed class TypicalBuildsTests(TypicalBuilds builds) : IClassFixture<TypicalBuilds>
{
    /// <summary>The targets that run without arguments, in the order that NUKE's rules say: of those that nothing waits for, the last one declared runs first.</summary>
    public static TheoryData<string, string, string> Plans => new()
    {
        { "library", "", "Restore Compile Test Pack" },
        { "library", "Publish Clean", "Clean Restore Compile Test Pack Publish" },
        { "parts", "", "Restore Compile Test" },
        { "parts", "Everything", "Restore Compile Test Pack Everything Report" },
        { "coverage", "", "SpellCheck Clean Restore CalculateVersion Compile UnitTests CodeCoverage Pack Push" },
        { "frontend", "", "PublishService InstallPackages BuildWeb Collect TestWeb BuildImage" },
        { "frontend", "Smoke Start", "Start PublishService InstallPackages BuildWeb Collect TestWeb BuildImage Smoke" },
        { "tooling", "", "Clean Download RestoreTools Documentation Verify Bundle" },
        { "tooling", "Inventory Bundle", "Clean Download RestoreTools Documentation Verify Inventory Bundle" },
        { "monorepo", "", "Restore Compile Test PublishServices Notify" },
        { "monorepo", "Analyse", "Restore Begin Compile Test End Analyse" },
    };

    public static TheoryData<string> Names => [.. TypicalBuild.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_left_to_be_done(string name)
    {
        var build = builds[name];

        Assert.Empty(build.Remaining);
        Assert.Empty(build.Errors.Select(error => error.ToString()));
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public async Task Targets_run_in_the_order_of_NUKE(string name, string targets, string expected)
    {
        var build = builds[name];
        Assert.Equal(expected, await build.PlanAsync(targets.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public void Each_member_that_five_builds_use_is_used()
    {
        if (FindTable() is not { } table)
            return;

        var used = TypicalBuild.Names.SelectMany(name => MemberUses.Find(builds[name].Compilation)).ToHashSet();
        var members = File.ReadLines(table).Skip(1).Select(line => line.Split("\",")).Select(parts => (Name: parts[0].Trim('"'), Builds: int.Parse(parts[1].Split(',')[0], CultureInfo.InvariantCulture)));
        var missing = members.Where(member => member.Builds >= 5).Select(member => member.Name).Where(name => !IsUsed(name, used)).ToList();
        Assert.True(missing.Count == 0, $"None of the builds uses {string.Join(", ", missing)}.");
    }

    private static bool IsUsed(string member, HashSet<string> used) => used.Contains(member) || (member.StartsWith("T:", StringComparison.Ordinal) && used.Contains(member + "Extensions"));

    private static string? FindTable()
    {
        for (var folder = new DirectoryInfo(NativeCommand.RepositoryRoot); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "shared", "reference", "nuke-members.csv") is var path && File.Exists(path))
                return path;
        return null;
    }
}
