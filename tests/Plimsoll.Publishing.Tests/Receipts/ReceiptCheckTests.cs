using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.Publishing.Tests.Receipts;

public class ReceiptCheckTests
{
    [Fact]
    public void A_receipt_as_Plimsoll_writes_it_is_consistent() => Assert.Empty(ReceiptCheck.Problems(SampleReceipts.Create()));

    [Fact]
    public void Times_and_trees_are_looked_at()
    {
        var receipt = SampleReceipts.Create() with { StartedAt = Contexts.Now.AddDays(1), ChangedFiles = ["app.txt"] };

        Assert.Equal(["It ended before it started.", "The working tree is recorded as clean, but changed files are listed."], ReceiptCheck.Problems(receipt));
    }

    [Theory]
    [InlineData(TagAction.Create, "old", "new", Mutability.Moving, "pointed to")]
    [InlineData(TagAction.Move, null, "new", Mutability.Moving, "did not exist before")]
    [InlineData(TagAction.Move, "old", "new", Mutability.Immutable, "is immutable and was moved")]
    [InlineData(TagAction.Unchanged, "old", "new", Mutability.Moving, "was kept")]
    [InlineData(TagAction.Keep, "old", "new", Mutability.Immutable, "was kept")]
    [InlineData(TagAction.Refuse, "old", "new", Mutability.Immutable, "was refused")]
    [InlineData(TagAction.Create, null, "other", Mutability.Moving, "another image than the receipt")]
    public void A_tag_that_contradicts_itself_is_told(TagAction action, string? before, string after, Mutability mutability, string expected)
    {
        var tag = new ReceiptTag("tag", "raw", mutability, action, before is null ? null : SampleReceipts.DigestOf(before), SampleReceipts.DigestOf(after));
        var receipt = SampleReceipts.Create() with { Digest = SampleReceipts.DigestOf("new"), Tags = [tag] };

        Assert.Contains(expected, Assert.Single(ReceiptCheck.Problems(receipt)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TagAction.Create, null, "new")]
    [InlineData(TagAction.Move, "old", "new")]
    [InlineData(TagAction.Unchanged, "new", "new")]
    [InlineData(TagAction.Keep, "of the branch", "of the branch")]
    public void What_publishing_does_is_consistent(TagAction action, string? before, string after)
    {
        var tag = new ReceiptTag("tag", "raw", Mutability.Moving, action, before is null ? null : SampleReceipts.DigestOf(before), SampleReceipts.DigestOf(after));

        Assert.Empty(ReceiptCheck.Problems(SampleReceipts.Create() with { Digest = SampleReceipts.DigestOf("new"), Tags = [tag] }));
    }

    [Theory]
    [InlineData(ReceiptKind.Rollback, "direct")]
    [InlineData(ReceiptKind.Publish, "engine")]
    public void Tags_may_name_several_images_where_each_is_written_by_itself(string kind, string via) =>
        Assert.Empty(ReceiptCheck.Problems(SampleReceipts.Create() with { Kind = kind, Via = via, Digest = SampleReceipts.DigestOf("another") }));

    [Fact]
    public void A_tag_that_stands_twice_is_told()
    {
        var receipt = SampleReceipts.Create();

        Assert.Contains("is listed 2 times", Assert.Single(ReceiptCheck.Problems(receipt with { Tags = [.. receipt.Tags, receipt.Tags[0]] })), StringComparison.Ordinal);
    }

    [Fact]
    public void Tags_without_an_image_are_told() =>
        Assert.Equal(["Tags were written, but no image is recorded."], ReceiptCheck.Problems(SampleReceipts.Create() with { Digest = null }));
}
