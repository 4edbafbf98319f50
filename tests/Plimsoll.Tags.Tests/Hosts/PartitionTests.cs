using CsCheck;
using Plimsoll.Oci;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Tags.Tests.Hosts;

public class PartitionTests
{
    private static readonly Gen<(List<string> Names, int Count)> Work =
        from names in Gen.String[Gen.Char.AlphaNumeric, 1, 12].List[0, 40]
        from count in Gen.Int[1, 12]
        select (names.Distinct().ToList(), count);

    [Fact]
    public void Every_item_is_in_exactly_one_share_and_no_share_is_larger_by_more_than_one() => Work.Sample(work =>
    {
        var shares = Enumerable.Range(1, work.Count).Select(number => new Partition(number, work.Count).Select(work.Names, name => name)).ToList();

        return shares.SelectMany(share => share).Order(StringComparer.Ordinal).SequenceEqual(work.Names.Order(StringComparer.Ordinal))
            && shares.Max(share => share.Count) - shares.Min(share => share.Count) <= 1;
    });

    [Fact]
    public void The_order_of_the_items_decides_nothing() => Work.Sample(work =>
        Enumerable.Range(1, work.Count).All(number =>
        {
            var partition = new Partition(number, work.Count);
            return partition.Select(work.Names, name => name).ToHashSet().SetEquals(partition.Select([.. Enumerable.Reverse(work.Names)], name => name));
        }));

    [Fact]
    public void A_share_keeps_the_order_of_its_items()
    {
        string[] names = ["d", "c", "b", "a"];

        Assert.Equal(names, Partition.Whole.Select(names, name => name));
    }

    /// <summary>The split is part of the interface: jobs of different versions of Plimsoll may work on one run.</summary>
    [Fact]
    public void The_same_names_are_split_in_the_same_way_for_ever() =>
        Assert.Equal(["api", "worker"], Partition.Parse("1/2").Select(["api", "web", "worker"], name => name));

    [Theory]
    [InlineData("1/1", 1, 1)]
    [InlineData("8/8", 8, 8)]
    public void A_share_is_read(string text, int number, int count) => Assert.Equal(new Partition(number, count), Partition.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("0/2")]
    [InlineData("3/2")]
    [InlineData("1/2/3")]
    [InlineData("-1/2")]
    [InlineData("a/b")]
    [InlineData("1/99999")]
    public void What_is_no_share_is_refused(string text) =>
        Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => Partition.Parse(text)).Kind);

    [Theory]
    [InlineData("SYSTEM_JOBPOSITIONINPHASE=2;SYSTEM_TOTALJOBSINPHASE=3", "2/3")]
    [InlineData("CI_NODE_INDEX=3;CI_NODE_TOTAL=3", "3/3")]
    [InlineData("JOB_COMPLETION_INDEX=0;PLIMSOLL_PARTITIONS=8", "1/8")]
    [InlineData("JOB_COMPLETION_INDEX=7;PLIMSOLL_PARTITIONS=8", "8/8")]
    [InlineData("JOB_COMPLETION_INDEX=7", "1/1")]
    [InlineData("CI_NODE_TOTAL=1", "1/1")]
    [InlineData("", "1/1")]
    public void The_engine_numbers_its_jobs(string variables, string expected) =>
        Assert.Equal(expected, Partition.Detect(Environment(variables)).ToString());

    [Theory]
    [InlineData("JOB_COMPLETION_INDEX=8;PLIMSOLL_PARTITIONS=8")]
    [InlineData("CI_NODE_INDEX=x;CI_NODE_TOTAL=3")]
    public void Variables_that_contradict_each_other_are_refused(string variables) =>
        Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => Partition.Detect(Environment(variables))).Kind);

    private static Func<string, string?> Environment(string variables)
    {
        var values = variables.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return values.GetValueOrDefault;
    }
}
