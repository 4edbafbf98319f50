using Plimsoll.Tags.Versions;

namespace Plimsoll.Tags.Tests.Versions;

public class NaturalOrderTests
{
    [Fact]
    public void Numbers_are_compared_as_numbers()
    {
        string[] ascending = ["", "1", "2", "10", "99999999999999999999", "100000000000000000000", "1.2.3", "1.2.3+k3s2", "1.2.3+k3s10", "1.2.3+k3s10.1", "1.2.3+rke2", "k3s"];
        string[] expected = ["", "1", "1.2.3", "1.2.3+k3s2", "1.2.3+k3s10", "1.2.3+k3s10.1", "1.2.3+rke2", "2", "10", "99999999999999999999", "100000000000000000000", "k3s"];

        Assert.Equal(expected, ascending.Reverse().Order(NaturalOrder.Instance));
    }
}
