using Plimsoll.Build.Tools;

namespace Plimsoll.Build.Tests.Tools;

/// <summary>The methods that are generated for a record of a user.</summary>
public class FluentMethodTests
{
    private static readonly DerivedSampleSettings None = new();

    [Fact]
    public void What_is_left_alone_is_no_argument() => Assert.Equal(["one", "two", "--kind", "Std"], None.ToArguments());

    [Fact]
    public void Arguments_are_in_their_places_and_values_are_never_split()
    {
        DerivedSampleSettings settings = None
            .SetSecond("s c").SetFirst("f")
            .EnableSwitch().DisableChoice().SetNumber(1.5).SetKind(OutputType.Err)
            .SetItems("a", "b c").SetJoined(1, 2)
            .SetEntry("x", true).SetEntry("{value}", "y")
            .SetRest("r")
            .SetOwn("own")
            .SetProcessAdditionalArguments("--more \"a b\"")
            .SetProcessArgumentConfigurator(arguments => arguments.Add("--last {0}", "z z"));

        Assert.Equal(
            [
                "one", "two", "f", "s c", "--switch", "--choice=false", "--number", "1.5", "--kind", "Err", "--item", "a", "--item", "b c", "--joined", "1,2",
                "--set", "x=true", "--set", "{value}=y", "--own", "own", "--more", "a b", "--last", "z z", "--", "r",
            ],
            settings.ToArguments());
        Assert.Equal(["one", "two", "--kind", "Std"], None.ToArguments());
    }

    [Fact]
    public void Booleans_are_set_enabled_disabled_toggled_and_reset()
    {
        Assert.True(None.EnableSwitch().Switch);
        Assert.False(None.EnableSwitch().DisableSwitch().Switch);
        Assert.True(None.ToggleSwitch().Switch);
        Assert.False(None.SetSwitch(true).SetSwitch(null).Switch);
        Assert.False(None.EnableSwitch().ResetSwitch().Switch);
        Assert.Null(None.EnableChoice().SetChoice(null).Choice);
        Assert.True(None.ToggleChoice().Choice);
        Assert.Null(None.EnableChoice().ResetChoice().Choice);
    }

    [Fact]
    public void Lists_are_set_extended_reduced_and_emptied()
    {
        var two = None.SetItems("a", "b");

        Assert.Equal(["c"], two.SetItems(new List<string> { "c" }).Items);
        Assert.Equal(["a", "b", "c", "d"], two.AddItems("c").AddItems(new List<string> { "d" }).Items);
        Assert.Equal(["b"], two.RemoveItems("a").Items);
        Assert.Empty(two.ClearItems().Items);
        Assert.Equal([1], None.AddJoined(1).Joined!);
        Assert.Equal(["a", "b"], two.Items);
    }

    [Fact]
    public void Dictionaries_are_set_extended_reduced_and_emptied()
    {
        var two = None.AddEntry("a", 1.5).SetEntry("b", null);

        Assert.Equal([new("a", "1.5"), new("b", "")], two.Entries);
        Assert.Equal([new("a", "2"), new("b", "")], two.SetEntry("a", 2).Entries);
        Assert.Equal([new("b", "")], two.RemoveEntry("a").Entries);
        Assert.Empty(two.ClearEntries().Entries);
        Assert.Equal([new("c", "true")], two.SetEntries(new Dictionary<string, object> { ["c"] = true }).Entries);
        Assert.Equal([new("c", 3)], None.AddCount("c", 3).Counts!);
        Assert.Equal([new("d", 4)], None.SetCounts(new Dictionary<string, int> { ["d"] = 4 }).Counts!);
    }

    [Fact]
    public void Settings_are_combined()
    {
        Configure<DerivedSampleSettings> shared = _ => _.SetFirst("shared");

        Assert.Equal("shared", None.Apply(shared).First);
        Assert.Null(None.When(false, shared).First);
        Assert.Equal("shared", None.When(true, shared).First);
        Assert.Equal("shared", None.When(s => s.First is null, shared).First);
        Assert.Equal("v", None.WhenNotNull("v", (s, v) => s.SetFirst(v)).WhenNotNull((string?)null, (s, v) => s.SetFirst(v)).First);
        Assert.Equal(
            ["a1", "a2", "b1", "b2"],
            None.CombineWith(["a", "b"], (s, v) => s.SetFirst(v)).CombineWith([1, 2], (s, v) => s.SetFirst(s.First + v)).Select(s => s.First!));
        Assert.Equal(["x", "y"], None.CombineWith(_ => _.SetFirst("x"), _ => _.SetFirst("y")).Select(s => s.First!));
    }
}
