using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clearance.Payments.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class InstructionsOfABank : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_payment_instruction_bank",
                table: "payment_instruction");

            migrationBuilder.CreateIndex(
                name: "ix_payment_instruction_bank_status",
                table: "payment_instruction",
                columns: new[] { "bank", "status", "create_time", "key" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_payment_instruction_bank_status",
                table: "payment_instruction");

            migrationBuilder.CreateIndex(
                name: "ix_payment_instruction_bank",
                table: "payment_instruction",
                columns: new[] { "bank", "create_time", "key" });
        }
    }
}
