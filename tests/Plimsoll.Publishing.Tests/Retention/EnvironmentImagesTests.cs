using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Retention;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.Publishing.Tests.Retention;

public class EnvironmentImagesTests
{
    private static readonly Digest[] Images = [.. Enumerable.Range(0, 5).Select(number => SampleReceipts.DigestOf($"{number}"))];

    [Fact]
    public void An_environment_keeps_all_that_it_ever_had()
    {
        var found = EnvironmentImages.Find([Deploy(1), Deploy(2), Deploy(3)], rollbackTargets: null);

        Assert.Equal(Images[..4].ToHashSet(), found.Keys.ToHashSet());
        Assert.Equal("environment 'staging' has it, or can go back to it", found[Images[3]]);
    }

    [Fact]
    public void Or_what_it_has_and_as_many_former_ones_as_are_asked_for()
    {
        Assert.Equal([Images[3], Images[2]], EnvironmentImages.Find([Deploy(2), Deploy(1), Deploy(3)], rollbackTargets: 1).Keys);
        Assert.Equal([Images[3]], EnvironmentImages.Find([Deploy(2), Deploy(1), Deploy(3)], rollbackTargets: 0).Keys);
    }

    [Fact]
    public void What_a_rollback_took_away_is_no_target()
    {
        var back = Deploy(4) with { Kind = ReceiptKind.Rollback, Tags = [Pointer(Images[3], Images[1])] };

        Assert.Equal([Images[1], Images[3], Images[2]], EnvironmentImages.Find([Deploy(3), back], rollbackTargets: 2).Keys);
        Assert.Equal([Images[1]], EnvironmentImages.Find([back], rollbackTargets: 3).Keys);
    }

    /// <summary>A receipt by which the image of this number came after the one before.</summary>
    private static ImageReceipt Deploy(int number) => SampleReceipts.Create(finishedAt: Contexts.Now.AddHours(number)) with { Tags = [Pointer(Images[number - 1], Images[number])] };

    private static ReceiptTag Pointer(Digest before, Digest after) => new("staging", StrategyNames.Environment, Mutability.Moving, TagAction.Move, before, after);
}
